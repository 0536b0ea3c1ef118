// What a technician sets: sync.yaml. Every fault is told with its line and what to do.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "content/base/fs.hpp"

namespace rohnamo::app {

constexpr const char* default_config = "/etc/rohnamo/sync.yaml";

// The documented example is systemd/sync.yaml.
struct Config {
  std::string server;  // http://…, https://…, file:///… or a folder's whole path
  base::Path root = "/etc/rohnamo/root.json";
  base::Path cache = "/var/lib/rohnamo/cache";
  base::Path state = "/var/lib/rohnamo/sync";
  base::Path run = "/run/rohnamo";
  std::chrono::milliseconds interval = std::chrono::minutes(15);
  std::size_t connections = 4;
  std::optional<base::Path> ca_file;
  std::optional<std::vector<std::string>> offices;  // none: all that the publication has
};

struct ConfigFault {
  std::string text;  // "sync.yaml:3: …"
  bool fatal = true;
};

struct ConfigFile {
  Config config;
  std::vector<ConfigFault> faults;
  [[nodiscard]] bool usable() const;
};

// `file` names it in the faults; relative paths in it start from its folder.
ConfigFile parse_config(std::string_view text, const base::Path& file);
ConfigFile load_config(base::Fs& fs, const base::Path& file);

// "5s", "15m", "6h", "2d": from a second to 30 days.
base::Result<std::chrono::milliseconds> parse_duration(std::string_view text);

}  // namespace rohnamo::app
