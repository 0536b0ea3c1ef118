// channel.yaml -> model::Channel.
#pragma once

#include <optional>
#include <set>

#include "content/model/channel.hpp"
#include "content/publish/fonts.hpp"

namespace rohnamo::publish {

// The channel, as far as it could be read, and what later files are checked against.
struct ChannelFile {
  model::Channel channel;
  std::set<std::string> languages;
  std::vector<FontSource> fonts;
  std::string screens;  // exchange::parse_screen_sizes(); empty: not said
  Place help;           // where `help` stands
};

// Nothing where not even the languages can be read.
std::optional<ChannelFile> read_channel_file(const TextFile& file, Faults& faults);

}  // namespace rohnamo::publish
