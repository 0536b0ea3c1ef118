#include "sync/app/lan.hpp"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <charconv>
#include <utility>

#include "content/cache/edition.hpp"

namespace rohnamo::app {
namespace {

using base::Result;

constexpr const char* service_type = "_rohnamo._tcp";
constexpr std::size_t key_digits = 16;
constexpr std::size_t keys_limit = 14;  // what a text of 255 bytes holds
constexpr std::chrono::minutes news_pause{5};

std::optional<std::string_view> value_of(std::string_view text, std::string_view key) {
  if (!text.starts_with(key) || !text.substr(key.size()).starts_with('=')) return std::nullopt;
  return text.substr(key.size() + 1);
}

std::int64_t number(std::string_view text) {
  std::int64_t value = 0;
  const auto parsed = std::from_chars(text.data(), text.data() + text.size(), value);
  return parsed.ec == std::errc() && parsed.ptr == text.data() + text.size() && value > 0 ? value
                                                                                          : 0;
}

std::vector<std::string> split(std::string_view list) {
  std::vector<std::string> parts;
  while (!list.empty() && parts.size() < keys_limit) {
    const std::size_t end = std::min(list.find(','), list.size());
    if (end == key_digits) parts.emplace_back(list.substr(0, end));
    list.remove_prefix(std::min(end + 1, list.size()));
  }
  return parts;
}

}  // namespace

Card Card::of(std::int64_t version, const std::vector<std::string>& root_keys) {
  Card card;
  card.version = version;
  for (const std::string& key : root_keys)
    if (card.keys.size() < keys_limit) card.keys.push_back(key.substr(0, key_digits));
  return card;
}

std::optional<Card> Card::read(const std::vector<std::string>& texts) {
  Card card;
  bool known = false;
  for (const std::string& text : texts) {
    if (const auto format = value_of(text, "format")) known = *format == "1";
    if (const auto version = value_of(text, "version")) card.version = number(*version);
    if (const auto keys = value_of(text, "keys")) card.keys = split(*keys);
  }
  return known ? std::optional(card) : std::nullopt;
}

std::vector<std::string> Card::texts() const {
  return {"format=1", fmt::format("version={}", version),
          fmt::format("keys={}", fmt::join(keys, ","))};
}

bool Card::same_mission(const Card& other) const {
  return std::find_first_of(keys.begin(), keys.end(), other.keys.begin(), other.keys.end()) !=
         keys.end();
}

Lan::Lan(base::Fs& fs, const Config& config, std::string installed, core::Worker& worker,
         Road& road, const boost::asio::any_io_executor& executor, Callbacks callbacks)
    : ground_(std::make_shared<Ground>(Ground{&fs, config, std::move(installed)})),
      worker_(&worker),
      road_(&road),
      executor_(executor),
      callbacks_(std::move(callbacks)) {
  if (config.share) {
    auto server = net::ShareServer::listen(executor_, config.share_port, *worker_);
    if (server) {
      server_ = std::move(*server);
    } else {
      spdlog::warn("nothing is shared with neighbours: {}", server.error().message);
    }
  }
  if (!server_ && !config.neighbours) return;
  avahi_ = std::make_unique<net::Avahi>(executor_, service_type, [this] { greet(); });
  end_update();
}

void Lan::begin_update() {
  if (avahi_) avahi_->connect();
}

void Lan::end_update() {
  if (!avahi_ || std::exchange(looking_, true)) return;
  boost::asio::co_spawn(executor_, look(), boost::asio::detached);
}

core::Task<void> Lan::look() {
  const auto held = std::make_shared<Held>(held_);
  const std::function<Result<void>()> work = [ground = ground_, held] {
    return read(*ground, *held);
  };
  const auto done = co_await worker_->run(work);
  looking_ = false;
  if (!done) spdlog::warn("nothing new is shared with neighbours: {}", done.error().message);
  const bool first = held_.root_keys.empty();
  const bool other = held->shelf != held_.shelf;
  if (done) held_ = std::move(*held);
  if (server_ && done && other) {
    server_->stock(held_.shelf);
    avahi_->announce(server_->port(), Card::of(held_.version, held_.root_keys).texts());
    spdlog::info("version {} is shared with neighbours on port {}", held_.version, server_->port());
  }
  if (first || other) greet();
  tell();
}

// On a worker's thread. An update that is under way, or broke
// off, leaves what was there before: what of it is no longer as it was is not handed on.
Result<void> Lan::read(const Ground& ground, Held& held) {
  const auto& [fs, config, installed] = ground;
  const auto metadata = TRY(core::MetadataStore::open(*fs, config.state));
  if (held.root_keys.empty()) held.root_keys = core::root_keys({installed});
  const auto version = core::complete_version(*fs, metadata, config.cache);
  const auto edition = cache::current_edition(*fs, config.cache);
  if (!version || !edition || (*version == held.version && *edition == held.edition)) return {};
  std::vector<std::string> roots = core::root_chain(metadata);
  roots.push_back(installed);
  held.root_keys = core::root_keys(roots);
  if (config.share) held.shelf = TRY(core::Shelf::read(*fs, metadata, config.cache));
  held.version = *version;
  held.edition = *edition;
  return {};
}

void Lan::greet() {
  if (!ground_->config.neighbours || held_.root_keys.empty()) return;
  const Card mine = Card::of(held_.version, held_.root_keys);
  std::vector<core::Neighbour> neighbours;
  std::int64_t newest = 0;
  for (const net::Service& service : avahi_->services()) {
    const auto card = Card::read(service.texts);
    if (!card || !card->same_mission(mine)) continue;
    neighbours.push_back(road_->neighbour(service.endpoint, card->version));
    newest = std::max(newest, card->version);
  }
  road_->meet(std::move(neighbours));
  tell();
  const auto now = std::chrono::steady_clock::now();
  if (newest <= held_.version || (told_ && now < *told_ + news_pause)) return;
  told_ = now;
  spdlog::info("a neighbour has version {}", newest);
  callbacks_.news();
}

void Lan::tell() {
  const bool shares = server_ && held_.shelf;
  callbacks_.met(shares ? server_->port() : std::uint16_t{0}, road_->neighbours_in_use());
}

}  // namespace rohnamo::app
