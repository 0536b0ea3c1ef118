// Machines of one kind on the local network, by DNS-SD over mDNS (RFC 6762, 6763): Avahi does it,
// and is spoken to over its D-Bus interface.
//
// Where there is no Avahi, there is nobody; when it comes, or comes back, all is as it should be
// again. Names and texts are strangers' bytes: bounded, and without any meaning here.
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "sync/net/bus.hpp"

namespace rohnamo::net {

// A service of another program, on this machine or another.
struct Service {
  std::string name;
  boost::asio::ip::tcp::endpoint endpoint;  // close by (near.hpp)
  std::vector<std::string> texts;           // "key=value", as in its TXT record
};

// One thread. Its callback must not destroy it.
class Avahi {
 public:
  static constexpr std::size_t services_limit = 32;  // that are looked at
  static constexpr std::size_t texts_limit = 16;     // of a service, of at most 255 bytes each

  // `type`: "_rohnamo._tcp". `changed` is called after services() has changed.
  Avahi(boost::asio::any_io_executor executor, std::string type, std::function<void()> changed);
  ~Avahi();
  Avahi(const Avahi&) = delete;
  Avahi& operator=(const Avahi&) = delete;

  // Where there is no connection to the D-Bus (any more), tries again.
  void connect();
  // Announces a service of ours, or its new texts, from now on.
  void announce(std::uint16_t port, std::vector<std::string> texts);

  // One endpoint each, sorted by name; ours is not among them.
  [[nodiscard]] std::vector<Service> services() const;

 private:
  struct Key {
    int interface = 0;
    int protocol = 0;
    std::string name;
    auto operator<=>(const Key&) const = default;  // NOLINT(modernize-use-nullptr)
  };
  struct Found {
    std::string resolver;  // its path; empty: not yet known
    std::optional<Service> service;
  };

  void lost();
  void began(const std::string& owner);
  void ended();
  void call(const std::string& path, const char* interface, const char* member,
            const std::function<int(sd_bus_message*)>& fill,
            std::function<void(sd_bus_message*)> take);
  static int on_reply(sd_bus_message* message, void* self, sd_bus_error* error);
  static int on_owner(sd_bus_message* message, void* self, sd_bus_error* error);
  static int on_signal(sd_bus_message* message, void* self, sd_bus_error* error);
  void take_server_state(int state);
  void take_item(sd_bus_message* message, bool gone);
  void take_found(sd_bus_message* message);
  void take_group_state(sd_bus_message* message);
  void resolve(const Key& key);
  void free(const std::string& path, const char* interface);
  void register_service();
  void add_service();
  void update_texts();
  void rename();

  boost::asio::any_io_executor executor_;
  std::string type_;
  std::function<void()> changed_;
  std::unique_ptr<Bus> bus_;
  std::map<std::uint64_t, std::function<void(sd_bus_message*)>> replies_;  // by cookie
  std::string owner_;  // Avahi's name on the bus; empty: it is not there
  bool running_ = false;
  std::string browser_, group_;  // their paths
  bool grouping_ = false;        // a group was asked for
  std::string name_;             // of our service
  int renamed_ = 0;              // since Avahi came
  std::uint16_t port_ = 0;       // 0: nothing is announced
  std::vector<std::string> texts_;
  std::map<Key, Found> found_;
};

}  // namespace rohnamo::net
