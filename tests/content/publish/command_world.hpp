// rohnamo-content run as by a person, on a channel of its own.
#pragma once

#include <sstream>

#include "content/publish/command_line.hpp"
#include "tests/content/publish/channel_world.hpp"
#include "tests/source_dir.hpp"

namespace rohnamo::tests {

struct CommandWorld : ChannelWorld {
  std::string out, err;
  std::string now = "2026-06-01T00:00:00Z";

  int run(std::vector<std::string> arguments) {
    arguments.insert(arguments.end(), {"--cache", render_cache().string(), "--data",
                                       (tests::source_dir() / "content").string(), "--now", now});
    return run_plain(arguments);
  }

  int run_plain(const std::vector<std::string>& arguments) {
    std::ostringstream to_out, to_err;
    const int status = publish::run(arguments, to_out, to_err);
    out = to_out.str();
    err = to_err.str();
    return status;
  }

  [[nodiscard]] std::string path(const std::string& name) const { return (root() / name).string(); }
};

}  // namespace rohnamo::tests
