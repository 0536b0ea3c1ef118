#include "sync/app/config.hpp"

#include <fmt/format.h>

#include <charconv>
#include <map>

#include "sync/net/folder_transport.hpp"
#include "sync/net/url.hpp"

namespace rohnamo::app {
namespace {

using namespace std::chrono_literals;

constexpr std::int64_t connections_limit = 16;
constexpr std::chrono::seconds interval_limit = 24h * 30;

base::Result<std::string> parse_server(std::string_view text) {
  const bool folder = text.starts_with('/') || text.starts_with("file:");
  if (folder) {
    TRY(net::FolderTransport::parse(text));
  } else {
    TRY(net::Url::parse_base(text));
  }
  return std::string(text);
}

std::string read_server(base::Settings& settings) {
  settings.require("server",
                   "write the publication's address, like 'server: https://example.org/kiosks/'");
  return settings.value("server", std::string(), parse_server);
}

base::Result<std::optional<net::Proxies>> parse_proxy(std::string_view text) {
  net::Proxies proxies;
  if (text != "none") proxies.http = proxies.https = TRY(net::Proxy::parse(text));
  return std::optional(std::move(proxies));
}

base::Result<std::optional<core::DayWindow>> parse_window(std::string_view text) {
  return std::optional(TRY(core::DayWindow::parse(text)));
}

}  // namespace

base::Result<std::uint64_t> parse_size(std::string_view text) {
  constexpr std::uint64_t limit = 1'000'000'000'000'000;
  const std::map<char, std::uint64_t> units{{'k', 1'000}, {'M', 1'000'000}, {'G', 1'000'000'000}};
  std::string_view digits = text;
  std::uint64_t unit = 1;
  if (const auto found = units.find(text.empty() ? ' ' : text.back()); found != units.end()) {
    unit = found->second;
    digits.remove_suffix(1);
  }
  std::uint64_t count = 0;
  const char* end = digits.data() + digits.size();
  const auto parsed = std::from_chars(digits.data(), end, count);
  if (parsed.ec != std::errc() || parsed.ptr != end || count == 0 || count >= limit / unit)
    return base::fail(base::Code::invalid_input,
                      fmt::format("'{}' is no number of bytes like 64k, 200M or 5G", text));
  return count * unit;
}

ConfigFile parse_config(base::Settings settings) {
  Config config;
  config.server = read_server(settings);
  config.root = settings.path("root", config.root);
  config.cache = settings.path("cache", config.cache);
  config.state = settings.path("state", config.state);
  config.run = settings.path("run", config.run);
  config.interval = settings.duration("interval", config.interval, 1s, interval_limit);
  config.connections = static_cast<std::size_t>(settings.integer(
      "connections", static_cast<std::int64_t>(config.connections), 1, connections_limit));
  config.ca_file = settings.path("ca_file");
  config.mirrors =
      settings.values<std::string>("mirrors", "[https://example.org/kiosks/]", parse_server);
  config.proxies = settings.value("proxy", config.proxies, parse_proxy);
  config.bandwidth_limit = settings.value("bandwidth_limit", config.bandwidth_limit, parse_size);
  config.download_window = settings.value("download_window", config.download_window, parse_window);
  config.daily_budget = settings.value("daily_budget", config.daily_budget, parse_size);
  config.share = settings.boolean("share", config.share);
  config.share_port =
      static_cast<std::uint16_t>(settings.integer("share_port", config.share_port, 0, UINT16_MAX));
  config.neighbours = settings.boolean("neighbours", config.neighbours);
  config.software = settings.boolean("software", config.software);
  config.offices = settings.list("offices", "[khujand, bokhtar]");
  return {std::move(config), settings.report()};
}

ConfigFile load_config(base::Fs& fs, const base::Path& file) {
  auto settings = base::Settings::load(fs, file);
  if (settings) return parse_config(std::move(*settings));
  ConfigFile unread;
  unread.report.faults.push_back(settings.error().message);
  return unread;
}

}  // namespace rohnamo::app
