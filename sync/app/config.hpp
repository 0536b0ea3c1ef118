// What a technician sets: sync.yaml, and the files in sync.d. Every fault is told with its line and
// what to do.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "content/base/settings.hpp"
#include "sync/core/day_window.hpp"
#include "sync/net/proxy.hpp"

namespace rohnamo::app {

constexpr const char* default_config = "/etc/rohnamo/sync.yaml";

// The documented example is systemd/sync.yaml.
struct Config {
  std::string server;  // http://…, https://…, file:///… or a folder's whole path
  std::vector<std::string> mirrors;  // other servers with the same publication
  base::Path root = "/etc/rohnamo/root.json";
  base::Path cache = "/var/lib/rohnamo/cache";
  base::Path state = "/var/lib/rohnamo/sync";
  base::Path run = "/run/rohnamo";
  std::chrono::milliseconds interval = std::chrono::minutes(15);
  std::size_t connections = 4;
  std::optional<base::Path> ca_file;
  std::optional<net::Proxies> proxies;  // none: those of the environment
  std::uint64_t bandwidth_limit = 0;    // bytes a second; 0: none
  std::optional<core::DayWindow> download_window;
  std::uint64_t daily_budget = 0;                   // bytes; 0: none
  std::optional<std::vector<std::string>> offices;  // none: all that the publication has
  bool software = true;                             // the program's own packages are fetched
  bool share = false;                               // with machines on the local network
  std::uint16_t share_port = 0;                     // 0: any that is free
  bool neighbours = true;                           // those that share are made use of
};

struct ConfigFile {
  Config config;
  base::Settings::Report report;
};

ConfigFile parse_config(base::Settings settings);
// A file that cannot be read is a fault of the report.
ConfigFile load_config(base::Fs& fs, const base::Path& file);

// Bytes: "64k", "200M", "5G" by thousands, or a plain number. More than 0, below a petabyte.
base::Result<std::uint64_t> parse_size(std::string_view text);

}  // namespace rohnamo::app
