// keys.yaml in a folder of keys: how long signatures last, and who holds which key.
//
//   format: 1
//   expiry: {root: 1095, timestamp: 90}   # days, 1 to 3650; what is not named keeps its default
//   holders: {3f2a9c1e: Anna}             # the first 8 digits of a key's id, or more
//
// It stands with the keys, not in channel.yaml: what signs by night (resign, accept) has no channel
// folder, and who may edit the channel does not thereby decide how long a signature is good.
#pragma once

#include <chrono>
#include <map>
#include <string>
#include <string_view>

#include "content/base/fs.hpp"

namespace rohnamo::publish {

// From signing to expiry.
struct Periods {
  std::chrono::days root{1095}, targets{365}, mission{365}, offices{365}, software{365},
      snapshot{365}, timestamp{90};

  // Of "root", "targets", "mission" and its bins, "offices/<name>", "software", "snapshot",
  // "timestamp".
  [[nodiscard]] std::chrono::days of(std::string_view role) const;
  // When to begin to warn: 180 days before the expiry, or half a shorter period.
  [[nodiscard]] std::chrono::days warning(std::string_view role) const;
};

struct KeySettings {
  Periods periods;
  std::map<std::string, std::string, std::less<>> holders;  // by the beginning of a key's id

  [[nodiscard]] std::string_view holder(std::string_view key_id) const;  // "": nobody is named
};

// The defaults where the folder has no keys.yaml. Code::invalid_input names every fault with its
// line.
base::Result<KeySettings> read_key_settings(base::Fs& fs, const base::Path& folder);

// A keys.yaml of the defaults, for a person to edit.
std::string new_key_settings();

}  // namespace rohnamo::publish
