#include <arpa/inet.h>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <net/if.h>
#include <net/route.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <catch2/catch.hpp>
#include <cstring>
#include <functional>
#include <thread>

#include "sync/net/connectivity.hpp"

using namespace rohnamo;
using namespace std::chrono_literals;

namespace {

template <class T>
std::string bytes(const T& value) {
  return {reinterpret_cast<const char*>(&value), sizeof(value)};
}

std::string message(std::uint16_t type, std::uint16_t flags, const std::string& body) {
  nlmsghdr head{};
  head.nlmsg_len = static_cast<std::uint32_t>(sizeof(head) + body.size());
  head.nlmsg_type = type;
  head.nlmsg_flags = flags;
  return bytes(head) + body;
}

std::string attribute(std::uint16_t type, int value) {
  rtattr head{};
  head.rta_len = sizeof(head) + sizeof(value);
  head.rta_type = type;
  return bytes(head) + bytes(value);
}

struct RouteNews {
  std::uint16_t type = RTM_NEWROUTE;
  std::uint16_t flags = 0;
  unsigned char prefix = 0;
  unsigned char table = RT_TABLE_MAIN;
  int gateway = 1;
};

std::string route(const RouteNews& news) {
  rtmsg body{};
  body.rtm_family = AF_INET;
  body.rtm_dst_len = news.prefix;
  body.rtm_table = news.table;
  body.rtm_type = RTN_UNICAST;
  return message(news.type, news.flags,
                 bytes(body) + attribute(RTA_OIF, 7) + attribute(RTA_GATEWAY, news.gateway));
}

std::string link(int index, bool carries, bool up = true) {
  ifinfomsg body{};
  body.ifi_index = index;
  body.ifi_flags = (up ? IFF_UP : 0) | (carries ? IFF_RUNNING : 0);
  return message(RTM_NEWLINK, 0, bytes(body));
}

void set_flags(int fd, const char* device, short flags) {
  ifreq request{};
  std::strncpy(request.ifr_name, device, IFNAMSIZ - 1);
  request.ifr_flags = flags;
  REQUIRE(::ioctl(fd, SIOCSIFFLAGS, &request) == 0);
}

void take_down(const char* device) {
  const int fd = ::socket(AF_INET, SOCK_DGRAM, 0);
  set_flags(fd, device, 0);
  ::close(fd);
}

void add_default_route(const char* device) {
  const int fd = ::socket(AF_INET, SOCK_DGRAM, 0);
  set_flags(fd, device, IFF_UP | IFF_RUNNING);
  rtentry entry{};
  entry.rt_dst.sa_family = AF_INET;
  entry.rt_gateway.sa_family = AF_INET;
  entry.rt_genmask.sa_family = AF_INET;
  entry.rt_flags = RTF_UP;
  std::string name = device;
  entry.rt_dev = name.data();
  REQUIRE(::ioctl(fd, SIOCADDRT, &entry) == 0);
  ::close(fd);
}

}  // namespace

TEST_CASE("A default route is news when it comes, not when it is repeated") {
  net::Routes routes;
  CHECK(routes.take(route({})));
  CHECK(!routes.take(route({})));
  RouteNews other;
  other.gateway = 2;
  CHECK(routes.take(route(other)));
  RouteNews gone;
  gone.type = RTM_DELROUTE;
  CHECK(!routes.take(route(gone)));
  CHECK(routes.take(route({})));
}

TEST_CASE("Other routes are no news, nor is what was there from the start") {
  net::Routes routes;
  RouteNews narrow;
  narrow.prefix = 24;
  CHECK(!routes.take(route(narrow)));
  RouteNews local;
  local.table = RT_TABLE_LOCAL;
  CHECK(!routes.take(route(local)));
  RouteNews listed;
  listed.flags = NLM_F_MULTI;
  CHECK(!routes.take(route(listed)));
  CHECK(!routes.take(route({})));
}

TEST_CASE("A link that carries again is news where the road leads over it") {
  net::Routes routes;
  routes.take(route({}));
  CHECK(!routes.take(link(7, true)));
  CHECK(!routes.take(link(7, false)));
  CHECK(routes.take(link(7, true)));
  CHECK(!routes.take(link(7, true)));
  CHECK(!routes.take(link(8, false)));
  CHECK(!routes.take(link(8, true)));
}

TEST_CASE("A link that is taken down takes its routes with it, said or not") {
  net::Routes routes;
  routes.take(route({}));
  routes.take(link(7, true));
  CHECK(!routes.take(link(7, false, false)));
  CHECK(!routes.take(link(7, true)));  // there is no road yet
  CHECK(routes.take(route({})));
}

TEST_CASE("Bytes that are cut or make no sense are passed over") {
  const std::string whole = link(7, false) + route({});
  for (std::size_t size = 0; size < whole.size(); ++size) {
    net::Routes routes;
    routes.take(std::string_view(whole).substr(0, size));
  }
  net::Routes routes;
  CHECK(!routes.take(std::string(64, '\0')));
  CHECK(!routes.take(std::string(64, '\xff')));
  CHECK(routes.take(whole));
}

namespace {

// Runs `test` in a network of its own, so that this machine's stays as it is; false where that is
// not permitted. It can set no test's result from its thread: what it finds it leaves.
bool in_own_network(const std::function<void()>& test) {
  bool permitted = false;
  std::thread([&] {
    permitted = ::unshare(CLONE_NEWNET) == 0;
    if (permitted) test();
  }).join();
  if (!permitted) WARN("no network namespace is permitted here: the kernel was not asked");
  return permitted;
}

}  // namespace

TEST_CASE("The kernel's own news arrive, also of a road that comes back") {
  int calls = 0;
  const bool asked = in_own_network([&] {
    boost::asio::io_context io;
    const auto watch = net::Connectivity::watch(io.get_executor(), [&] {
      if (++calls == 2) {
        io.stop();
        return;
      }
      take_down("lo");
      add_default_route("lo");
    });
    add_default_route("lo");
    io.run_for(20s);
  });
  CHECK((!asked || calls == 2));
}

TEST_CASE("A road that comes and goes makes nobody busy") {
  int calls = 0;
  int changes = 0;
  const bool asked = in_own_network([&] {
    boost::asio::io_context io;
    const auto watch = net::Connectivity::watch(io.get_executor(), [&] {
      ++calls;
      if (changes == 50) io.stop();
    });
    const std::function<void()> change = [&] {
      take_down("lo");
      add_default_route("lo");
      if (++changes < 50) boost::asio::post(io, change);
    };
    boost::asio::post(io, change);
    io.run_for(20s);
  });
  CHECK((!asked || changes == 50));
  CHECK((!asked || calls >= 2));
  CHECK(calls < 25);
}
