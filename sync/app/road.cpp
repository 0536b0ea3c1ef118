#include "sync/app/road.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <cstdlib>
#include <ctime>
#include <random>

#include "content/base/clock.hpp"
#include "content/cache/edition.hpp"
#include "content/trust/envelope.hpp"
#include "sync/app/clock.hpp"
#include "sync/core/metadata_store.hpp"
#include "sync/core/shelf.hpp"
#include "sync/core/trusted_set.hpp"
#include "sync/net/folder_transport.hpp"

namespace rohnamo::app {
namespace {

using base::Result;
using std::chrono::milliseconds;

milliseconds ticks() {
  return std::chrono::floor<milliseconds>(std::chrono::steady_clock::now().time_since_epoch());
}

// Many bytes at once make a slow line idle in between for so long that servers hang up.
std::size_t bytes_at_once(const Config& config) {
  const std::size_t most = net::ReadLimits().at_once;
  if (config.bandwidth_limit == 0) return most;
  return std::clamp<std::size_t>(config.bandwidth_limit / config.connections, 4'096, most);
}

}  // namespace

std::chrono::local_seconds local_time(base::Time time) {
  const std::time_t seconds = time.time_since_epoch().count();
  std::tm parts{};
  if (::localtime_r(&seconds, &parts) == nullptr)
    return std::chrono::local_seconds(time.time_since_epoch());
  return std::chrono::local_seconds(time.time_since_epoch() +
                                    std::chrono::seconds(parts.tm_gmtoff));
}

Road::Road(base::Fs& fs, Config config, core::Worker& worker,
           const boost::asio::any_io_executor& executor)
    : fs_(&fs),
      config_(std::move(config)),
      worker_(&worker),
      sleeper_(executor),
      floor_(cache::proven_time(fs, config_.cache)) {}

Result<std::unique_ptr<Road>> Road::build(base::Fs& fs, const Config& config, core::Worker& worker,
                                          const boost::asio::any_io_executor& executor) {
  std::unique_ptr<Road> road(new Road(fs, config, worker, executor));
  TRY(road->add_servers());
  road->add_allowance();
  road->add_neighbours();
  return road;
}

Result<void> Road::add_servers() {
  const net::Proxies proxies =
      config_.proxies ? *config_.proxies : TRY(net::Proxies::from_environment(std::getenv));
  std::vector<core::Mirrors::Mirror> mirrors;
  mirrors.push_back({config_.server, TRY(server(config_.server, proxies))});
  for (const std::string& address : config_.mirrors)
    mirrors.push_back({address, TRY(server(address, proxies))});
  if (mirrors.size() == 1) {
    servers_ = std::move(mirrors.front().transport);
    return {};
  }
  core::Mirrors::Options options;
  options.ticks = ticks;
  options.held_version = [this] { return held_version(); };
  options.seed = std::random_device()();
  auto several = std::make_unique<core::Mirrors>(std::move(mirrors), std::move(options));
  mirrors_ = several.get();
  servers_ = std::move(several);
  return {};
}

Result<std::unique_ptr<core::Transport>> Road::server(const std::string& address,
                                                      const net::Proxies& proxies) {
  if (const auto folder = net::FolderTransport::parse(address))
    return std::make_unique<net::FolderTransport>(*folder, *worker_);
  const net::Url base = TRY(net::Url::parse_base(address));
  const auto clock = [this] {
    return certificate_time(base::system_now(), cache::proven_time(*fs_, config_.cache),
                            base::clock_is_kept());
  };
  net::HttpOptions options;
  options.connections = config_.connections;
  options.read.at_once = bytes_at_once(config_);
  options.proxies = proxies;
  auto http = std::make_unique<net::HttpTransport>(
      base, TRY(net::Tls::create(config_.ca_file, clock)), options);
  http_.push_back(http.get());
  return http;
}

// A folder is no line that anybody meters.
void Road::add_allowance() {
  const bool limited =
      config_.bandwidth_limit > 0 || config_.daily_budget > 0 || config_.download_window;
  if (!limited || http_.empty()) return;
  core::AllowanceOptions options;
  options.bandwidth = config_.bandwidth_limit;
  options.window = config_.download_window;
  options.daily_budget = config_.daily_budget;
  options.record = config_.state / "budget";
  core::Allowance::Clocks clocks;
  clocks.local = [this] { return local_time(now()); };
  clocks.ticks = ticks;
  allowance_.emplace(*servers_, *fs_, sleeper_, clocks, options);
}

void Road::add_neighbours() {
  if (!config_.neighbours) return;
  core::Neighbours::Options options;
  options.ticks = ticks;
  options.held_version = [this] { return complete_version(); };
  options.seed = std::random_device()();
  neighbours_.emplace(line(), std::move(options));
}

core::Transport& Road::transport() {
  if (neighbours_) return *neighbours_;
  return line();
}

core::Transport& Road::line() {
  if (allowance_) return *allowance_;
  return *servers_;
}

void Road::begin_update() {
  floor_ = cache::proven_time(*fs_, config_.cache);
  if (mirrors_ != nullptr) mirrors_->begin_update();
  if (neighbours_) neighbours_->begin_update();
}

void Road::end_update(std::optional<base::Code> failure) {
  if (mirrors_ != nullptr) mirrors_->end_update(failure);
  for (net::HttpTransport* http : http_) http->close_idle();
  for (auto& [name, http] : near_) http->close_idle();
  if (!allowance_) return;
  const auto settled = allowance_->settle();
  if (!settled) spdlog::warn("the day's budget is not remembered: {}", settled.error().message);
}

// A neighbour is a few milliseconds away or of no use.
core::Neighbour Road::neighbour(const boost::asio::ip::tcp::endpoint& endpoint,
                                std::int64_t version) {
  constexpr std::size_t most_connections = 4;  // as many as a neighbour takes
  net::HttpOptions options;
  options.connections = std::min(config_.connections, most_connections);
  options.redirects = 0;
  options.connect = milliseconds(2'000);
  options.read.head = milliseconds(5'000);
  options.read.stall = milliseconds(5'000);
  options.read.stall_bytes = 131'072;
  net::Url url;
  url.origin.host = endpoint.address().to_string();
  url.origin.port = endpoint.port();
  url.target = "/";
  const std::string name = url.text();
  auto& http = near_[name];
  if (!http) http = std::make_shared<net::HttpTransport>(url, nullptr, options);
  return {name, version, http};
}

void Road::meet(std::vector<core::Neighbour> neighbours) {
  std::erase_if(near_, [&](const auto& known) {
    return std::none_of(neighbours.begin(), neighbours.end(),
                        [&](const core::Neighbour& one) { return one.name == known.first; });
  });
  if (neighbours_) neighbours_->meet(std::move(neighbours));
}

std::size_t Road::neighbours_in_use() const {
  return neighbours_ ? neighbours_->in_use() : 0;
}

std::int64_t Road::complete_version() const {
  const auto store = core::MetadataStore::open(*fs_, config_.state);
  return store ? core::complete_version(*fs_, *store, config_.cache).value_or(0) : 0;
}

std::int64_t Road::held_version() const {
  const auto store = core::MetadataStore::open(*fs_, config_.state);
  if (!store) return 0;
  const auto bytes = store->read(trust::Timestamp::type, core::timestamp_limit);
  if (!bytes) return 0;
  const auto held = trust::parse<trust::Timestamp>(*bytes);
  return held ? held->role.version : 0;
}

base::Time Road::now() const {
  return base::trusted_now(base::system_now(), floor_);
}

}  // namespace rohnamo::app
