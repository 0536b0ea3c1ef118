#include "sync/net/avahi.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <random>
#include <string_view>

#include "sync/net/near.hpp"

namespace rohnamo::net {
namespace {

namespace ip = boost::asio::ip;

constexpr const char* avahi = "org.freedesktop.Avahi";
constexpr const char* server_interface = "org.freedesktop.Avahi.Server";
constexpr const char* browser_interface = "org.freedesktop.Avahi.ServiceBrowser";
constexpr const char* resolver_interface = "org.freedesktop.Avahi.ServiceResolver";
constexpr const char* group_interface = "org.freedesktop.Avahi.EntryGroup";

// avahi-common/defs.h
constexpr std::int32_t any = -1;  // interface or protocol
constexpr int server_running = 2;
constexpr int group_collision = 3;
constexpr std::uint32_t our_own = 16;
constexpr int inet = 0;

constexpr int renames_limit = 8;
constexpr std::size_t text_limit = 255;  // bytes, by DNS

std::string own_name() {
  std::array<char, 64> host{};
  if (::gethostname(host.data(), host.size() - 1) != 0) return "Rohnamo";
  return fmt::format("Rohnamo on {}", std::string_view(host.data()).substr(0, 40));
}

std::string object_path(sd_bus_message* reply) {
  const char* path = nullptr;
  return sd_bus_message_read(reply, "o", &path) > 0 ? path : "";
}

int append_texts(sd_bus_message* message, const std::vector<std::string>& texts) {
  int done = sd_bus_message_open_container(message, 'a', "ay");
  for (const std::string& text : texts)
    if (done >= 0) done = sd_bus_message_append_array(message, 'y', text.data(), text.size());
  return done < 0 ? done : sd_bus_message_close_container(message);
}

// All are read, as many kept as are bounded.
std::optional<std::vector<std::string>> read_texts(sd_bus_message* message) {
  std::vector<std::string> texts;
  if (sd_bus_message_enter_container(message, 'a', "ay") <= 0) return std::nullopt;
  while (sd_bus_message_at_end(message, 0) == 0) {
    const void* bytes = nullptr;
    std::size_t size = 0;
    if (sd_bus_message_read_array(message, 'y', &bytes, &size) < 0) return std::nullopt;
    if (size <= text_limit && texts.size() < Avahi::texts_limit)
      texts.emplace_back(static_cast<const char*>(bytes), size);
  }
  if (sd_bus_message_exit_container(message) < 0) return std::nullopt;
  return texts;
}

std::optional<ip::address> address_of(const char* text, int interface) {
  boost::system::error_code error;
  ip::address address = ip::make_address(text, error);
  if (error) return std::nullopt;
  if (address.is_v6() && address.to_v6().is_link_local()) {
    ip::address_v6 scoped = address.to_v6();
    scoped.scope_id(static_cast<unsigned long>(interface));
    address = scoped;
  }
  if (!is_near(address, own_networks())) return std::nullopt;
  return address;
}

}  // namespace

Avahi::Avahi(boost::asio::any_io_executor executor, std::string type, std::function<void()> changed)
    : executor_(std::move(executor)),
      type_(std::move(type)),
      changed_(std::move(changed)),
      name_(own_name()) {}

Avahi::~Avahi() = default;

void Avahi::connect() {
  if (bus_) return;
  auto bus = Bus::open_system(executor_, [this] { lost(); });
  if (!bus) return;
  bus_ = std::move(*bus);
  sd_bus_match_signal_async(bus_->get(), nullptr, "org.freedesktop.DBus", "/org/freedesktop/DBus",
                            "org.freedesktop.DBus", "NameOwnerChanged", &Avahi::on_owner, nullptr,
                            this);
  sd_bus_match_signal_async(bus_->get(), nullptr, avahi, nullptr, nullptr, nullptr,
                            &Avahi::on_signal, nullptr, this);
  owner_ = "org.freedesktop.DBus";  // for this one call
  const auto ask = [](sd_bus_message* message) {
    return sd_bus_message_append(message, "s", avahi);
  };
  call("/org/freedesktop/DBus", "org.freedesktop.DBus", "GetNameOwner", ask,
       [this](sd_bus_message* reply) {
         const char* owner = nullptr;
         if (sd_bus_message_read(reply, "s", &owner) > 0) began(owner);
       });
  owner_.clear();
  bus_->poke();
}

void Avahi::lost() {
  ended();
  bus_.reset();
}

void Avahi::call(const std::string& path, const char* interface, const char* member,
                 const std::function<int(sd_bus_message*)>& fill,
                 std::function<void(sd_bus_message*)> take) {
  sd_bus_message* message = nullptr;
  const char* whom = owner_.c_str();
  if (sd_bus_message_new_method_call(bus_->get(), &message, whom, path.c_str(), interface, member) <
      0)
    return;
  std::uint64_t cookie = 0;
  const bool sent =
      (!fill || fill(message) >= 0) &&
      sd_bus_call_async(bus_->get(), nullptr, message, &Avahi::on_reply, this, 0) >= 0 &&
      sd_bus_message_get_cookie(message, &cookie) >= 0;
  if (sent && take) replies_[cookie] = std::move(take);
  sd_bus_message_unref(message);
}

// One that is an error, or late for an Avahi that has gone, is dropped: what Avahi cannot do is not
// done.
int Avahi::on_reply(sd_bus_message* message, void* self, sd_bus_error*) {
  auto* avahi = static_cast<Avahi*>(self);
  std::uint64_t cookie = 0;
  if (sd_bus_message_get_reply_cookie(message, &cookie) < 0) return 0;
  auto known = avahi->replies_.extract(cookie);
  if (!known.empty()) known.mapped()(message);
  return 0;
}

int Avahi::on_owner(sd_bus_message* message, void* self, sd_bus_error*) {
  auto* avahi_ = static_cast<Avahi*>(self);
  const char* name = nullptr;
  const char* before = nullptr;
  const char* now = nullptr;
  if (sd_bus_message_read(message, "sss", &name, &before, &now) <= 0) return 0;
  if (std::string_view(name) != avahi) return 0;
  avahi_->ended();
  if (*now != '\0') avahi_->began(now);
  return 0;
}

void Avahi::began(const std::string& owner) {
  if (owner_ == owner) return;
  owner_ = owner;
  call("/", server_interface, "GetState", nullptr, [this](sd_bus_message* reply) {
    int state = 0;
    if (sd_bus_message_read(reply, "i", &state) > 0) take_server_state(state);
  });
  const auto browse = [this](sd_bus_message* message) {
    return sd_bus_message_append(message, "iissu", any, any, type_.c_str(), "", 0U);
  };
  call("/", server_interface, "ServiceBrowserNew", browse,
       [this](sd_bus_message* reply) { browser_ = object_path(reply); });
}

void Avahi::ended() {
  const bool had = !found_.empty();
  owner_.clear();
  running_ = grouping_ = false;
  renamed_ = 0;
  browser_.clear();
  group_.clear();
  found_.clear();
  replies_.clear();
  if (had) changed_();
}

int Avahi::on_signal(sd_bus_message* message, void* self, sd_bus_error*) {
  auto* avahi = static_cast<Avahi*>(self);
  const char* sender = sd_bus_message_get_sender(message);
  if (sender == nullptr || avahi->owner_.empty() || avahi->owner_ != sender) return 0;
  const auto is = [message](const char* interface, const char* member) {
    return sd_bus_message_is_signal(message, interface, member) > 0;
  };
  if (is(server_interface, "StateChanged")) {
    int state = 0;
    if (sd_bus_message_read(message, "i", &state) > 0) avahi->take_server_state(state);
  }
  if (is(browser_interface, "ItemNew")) avahi->take_item(message, false);
  if (is(browser_interface, "ItemRemove")) avahi->take_item(message, true);
  if (is(resolver_interface, "Found")) avahi->take_found(message);
  if (is(group_interface, "StateChanged")) avahi->take_group_state(message);
  return 0;
}

// Who is there ------------------------------------------------------------------------------------

void Avahi::take_item(sd_bus_message* message, bool gone) {
  Key key;
  const char* name = nullptr;
  const char* type = nullptr;
  const char* domain = nullptr;
  std::uint32_t flags = 0;
  if (browser_ != sd_bus_message_get_path(message)) return;
  if (sd_bus_message_read(message, "iisssu", &key.interface, &key.protocol, &name, &type, &domain,
                          &flags) <= 0)
    return;
  key.name = name;
  const auto known = found_.find(key);
  if (gone && known != found_.end()) {
    if (!known->second.resolver.empty()) free(known->second.resolver, resolver_interface);
    found_.erase(known);
    changed_();
    return;
  }
  const bool ours = (flags & our_own) != 0;
  if (gone || ours || known != found_.end() || found_.size() >= services_limit) return;
  found_[key];
  resolve(key);
}

// A resolver lives as long as its service: it tells of new texts too.
void Avahi::resolve(const Key& key) {
  const auto fill = [&](sd_bus_message* message) {
    return sd_bus_message_append(message, "iisssiu", key.interface, key.protocol, key.name.c_str(),
                                 type_.c_str(), "", key.protocol, 0U);
  };
  call("/", server_interface, "ServiceResolverNew", fill, [this, key](sd_bus_message* reply) {
    const std::string path = object_path(reply);
    const auto known = found_.find(key);
    if (known == found_.end()) {
      if (!path.empty()) free(path, resolver_interface);
      return;
    }
    known->second.resolver = path;
  });
}

void Avahi::take_found(sd_bus_message* message) {
  const std::string_view path = sd_bus_message_get_path(message);
  const auto known = std::find_if(found_.begin(), found_.end(),
                                  [&](const auto& one) { return one.second.resolver == path; });
  if (known == found_.end()) return;
  int interface = 0;
  int protocol = 0;
  int address_protocol = 0;
  std::array<const char*, 5> words{};  // name, type, domain, host, address
  std::uint16_t port = 0;
  if (sd_bus_message_read(message, "iissss", &interface, &protocol, &words[0], &words[1], &words[2],
                          &words[3]) <= 0 ||
      sd_bus_message_read(message, "isq", &address_protocol, &words[4], &port) <= 0)
    return;
  auto texts = read_texts(message);
  const auto address = address_of(words[4], interface);
  known->second.service.reset();
  if (texts && address && port != 0)
    known->second.service = Service{known->first.name, {*address, port}, std::move(*texts)};
  changed_();
}

std::vector<Service> Avahi::services() const {
  std::vector<Service> services;
  std::map<std::string, const Found*> best;  // by name, of IPv4 where there is one
  for (const auto& [key, found] : found_) {
    if (!found.service) continue;
    const Found*& one = best[key.name];
    if (one == nullptr || (key.protocol == inet && !one->service->endpoint.address().is_v4()))
      one = &found;
  }
  services.reserve(best.size());
  for (const auto& [name, found] : best) services.push_back(*found->service);
  return services;
}

void Avahi::free(const std::string& path, const char* interface) {
  call(path, interface, "Free", nullptr, nullptr);
}

// Our own -----------------------------------------------------------------------------------------

void Avahi::announce(std::uint16_t port, std::vector<std::string> texts) {
  const bool same = port == port_ && texts == texts_;
  port_ = port;
  texts_ = std::move(texts);
  if (same || !bus_ || owner_.empty()) return;
  if (group_.empty()) {
    register_service();
  } else {
    update_texts();
  }
  bus_->poke();
}

// The host's name may have changed meanwhile, and the service leads to it: it is announced anew.
void Avahi::take_server_state(int state) {
  running_ = state == server_running;
  if (running_) {
    register_service();
  } else if (!group_.empty()) {
    free(group_, group_interface);
    group_.clear();
  }
}

void Avahi::register_service() {
  if (!running_ || port_ == 0 || grouping_ || !group_.empty()) return;
  grouping_ = true;
  call("/", server_interface, "EntryGroupNew", nullptr, [this](sd_bus_message* reply) {
    grouping_ = false;
    group_ = object_path(reply);
    if (!group_.empty()) add_service();
  });
}

// Whether another machine has the name shows at once (an error) or later (the group's state).
void Avahi::add_service() {
  const auto fill = [this](sd_bus_message* message) {
    const int head = sd_bus_message_append(message, "iiussssq", any, any, 0U, name_.c_str(),
                                           type_.c_str(), "", "", static_cast<int>(port_));
    return head < 0 ? head : append_texts(message, texts_);
  };
  call(group_, group_interface, "AddService", fill, [this](sd_bus_message* reply) {
    if (sd_bus_message_is_method_error(reply, nullptr) > 0) {
      rename();
    } else {
      call(group_, group_interface, "Commit", nullptr, nullptr);
    }
  });
}

void Avahi::update_texts() {
  const auto fill = [this](sd_bus_message* message) {
    const int head =
        sd_bus_message_append(message, "iiusss", any, any, 0U, name_.c_str(), type_.c_str(), "");
    return head < 0 ? head : append_texts(message, texts_);
  };
  call(group_, group_interface, "UpdateServiceTxt", fill, nullptr);
}

void Avahi::take_group_state(sd_bus_message* message) {
  int state = 0;
  if (group_ != sd_bus_message_get_path(message)) return;
  if (sd_bus_message_read(message, "i", &state) > 0 && state == group_collision) rename();
}

void Avahi::rename() {
  if (++renamed_ > renames_limit) return;
  name_ = fmt::format("{} {:04x}", own_name(), std::random_device()() & 0xffffU);
  call(group_, group_interface, "Reset", nullptr, nullptr);
  add_service();
}

}  // namespace rohnamo::net
