// Notices that a road to the world appears: rtnetlink(7) tells of routes and of links.
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/steady_timer.hpp>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>

#include "content/base/result.hpp"

namespace rohnamo::net {

// What the kernel has said so far. Pure.
class Routes {
 public:
  // One datagram of netlink. True: a default route has come that was not there, or a link has
  // begun to carry while a default route leads over it.
  bool take(std::string_view datagram);

 private:
  struct Route {
    int family = 0;
    int link = 0;
    std::string gateway;
    std::uint32_t metric = 0;
    auto operator<=>(const Route&) const = default;  // NOLINT(modernize-use-nullptr)
  };
  bool take_route(std::string_view message, bool gone);
  bool take_link(std::string_view message, bool gone);
  std::set<Route> defaults_;
  std::map<int, bool> carrying_;  // by link; one not heard of before tells nothing new
};

// One thread. Asks for what is there already without calling back for it. Calls back at once, and
// then not again for a second: a link that comes and goes makes nobody busy. Ends when destroyed.
class Connectivity : public std::enable_shared_from_this<Connectivity> {
 public:
  // Error: io, where the kernel or the sandbox does not permit it; the caller goes on without.
  static base::Result<std::shared_ptr<Connectivity>> watch(
      const boost::asio::any_io_executor& executor, std::function<void()> appeared);

 private:
  Connectivity(const boost::asio::any_io_executor& executor, int fd,
               std::function<void()> appeared);
  void wait();
  void drain();
  void tell();

  boost::asio::posix::stream_descriptor socket_;
  boost::asio::steady_timer pause_;
  bool paused_ = false;
  bool more_ = false;  // to be told after the pause
  std::function<void()> appeared_;
  Routes routes_;
};

}  // namespace rohnamo::net
