#include "sync/net/connectivity.hpp"

#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <net/if.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <optional>
#include <system_error>
#include <utility>

namespace rohnamo::net {
namespace {

using base::Code;
using base::Result;

// The value at the front of `bytes`, copied because nothing says that it is aligned.
template <class T>
std::optional<T> front(std::string_view bytes) {
  if (bytes.size() < sizeof(T)) return std::nullopt;
  T value;
  std::memcpy(&value, bytes.data(), sizeof(T));
  return value;
}

constexpr std::size_t aligned(std::size_t size) {
  return (size + 3) & ~std::size_t(3);
}

std::string_view skip(std::string_view bytes, std::size_t size) {
  return bytes.substr(std::min(bytes.size(), aligned(size)));
}

// Calls `each(type, value)` for every attribute.
template <class Each>
void attributes(std::string_view bytes, Each each) {
  while (const auto head = front<rtattr>(bytes)) {
    if (head->rta_len < sizeof(rtattr) || head->rta_len > bytes.size()) return;
    each(head->rta_type, bytes.substr(sizeof(rtattr), head->rta_len - sizeof(rtattr)));
    bytes = skip(bytes, head->rta_len);
  }
}

tl::unexpected<base::Error> failure(std::string_view what) {
  return base::fail(Code::io, std::string(what) + ": " + std::generic_category().message(errno));
}

Result<void> ask_for_routes(int fd) {
  struct {
    nlmsghdr head{};
    rtmsg body{};
  } request;
  request.head.nlmsg_len = sizeof(request);
  request.head.nlmsg_type = RTM_GETROUTE;
  request.head.nlmsg_flags = NLM_F_REQUEST | NLM_F_DUMP;
  if (::send(fd, &request, sizeof(request), 0) < 0) return failure("asking for the routes");
  return {};
}

}  // namespace

bool Routes::take(std::string_view datagram) {
  bool appeared = false;
  while (const auto head = front<nlmsghdr>(datagram)) {
    if (head->nlmsg_len < sizeof(nlmsghdr) || head->nlmsg_len > datagram.size()) break;
    const auto message = datagram.substr(sizeof(nlmsghdr), head->nlmsg_len - sizeof(nlmsghdr));
    const auto type = head->nlmsg_type;
    bool news = false;
    if (type == RTM_NEWROUTE || type == RTM_DELROUTE)
      news = take_route(message, type == RTM_DELROUTE);
    if (type == RTM_NEWLINK || type == RTM_DELLINK) news = take_link(message, type == RTM_DELLINK);
    const bool was_there_already = (head->nlmsg_flags & NLM_F_MULTI) != 0;
    appeared = appeared || (news && !was_there_already);
    datagram = skip(datagram, head->nlmsg_len);
  }
  return appeared;
}

bool Routes::take_route(std::string_view message, bool gone) {
  const auto about = front<rtmsg>(message);
  if (!about || about->rtm_dst_len != 0 || about->rtm_type != RTN_UNICAST ||
      about->rtm_table != RT_TABLE_MAIN)
    return false;
  Route route;
  route.family = about->rtm_family;
  attributes(skip(message, sizeof(rtmsg)), [&](int type, std::string_view value) {
    if (type == RTA_OIF) route.link = front<int>(value).value_or(0);
    if (type == RTA_PRIORITY) route.metric = front<std::uint32_t>(value).value_or(0);
    if (type == RTA_GATEWAY) route.gateway = value;
  });
  if (!gone) return defaults_.insert(route).second;
  defaults_.erase(route);
  return false;
}

bool Routes::take_link(std::string_view message, bool gone) {
  const auto about = front<ifinfomsg>(message);
  if (!about) return false;
  const bool down = gone || (about->ifi_flags & IFF_UP) == 0;
  // The kernel drops a link's routes with it, of IPv4 without saying so.
  if (down)
    std::erase_if(defaults_, [&](const Route& route) { return route.link == about->ifi_index; });
  if (gone) {
    carrying_.erase(about->ifi_index);
    return false;
  }
  const bool carries = (about->ifi_flags & IFF_RUNNING) != 0;
  const auto known = carrying_.find(about->ifi_index);
  const bool begins = known != carrying_.end() && !known->second && carries;
  carrying_[about->ifi_index] = carries;
  return begins && std::any_of(defaults_.begin(), defaults_.end(),
                               [&](const Route& route) { return route.link == about->ifi_index; });
}

Result<std::shared_ptr<Connectivity>> Connectivity::watch(
    const boost::asio::any_io_executor& executor, std::function<void()> appeared) {
  const int fd = ::socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC | SOCK_NONBLOCK, NETLINK_ROUTE);
  if (fd < 0) return failure("netlink");
  const std::shared_ptr<Connectivity> watch(new Connectivity(executor, fd, std::move(appeared)));
  sockaddr_nl address{};
  address.nl_family = AF_NETLINK;
  address.nl_groups = RTMGRP_IPV4_ROUTE | RTMGRP_IPV6_ROUTE | RTMGRP_LINK;
  if (::bind(fd, reinterpret_cast<const sockaddr*>(&address), sizeof(address)) != 0)
    return failure("listening to netlink");
  TRY(ask_for_routes(fd));
  watch->wait();
  return watch;
}

Connectivity::Connectivity(const boost::asio::any_io_executor& executor, int fd,
                           std::function<void()> appeared)
    : socket_(executor, fd), pause_(executor), appeared_(std::move(appeared)) {}

void Connectivity::wait() {
  socket_.async_wait(boost::asio::posix::stream_descriptor::wait_read,
                     [weak = weak_from_this()](const boost::system::error_code& error) {
                       const auto self = weak.lock();
                       if (error || !self) return;
                       self->drain();
                       self->wait();
                     });
}

void Connectivity::drain() {
  std::array<char, 32768> buffer{};
  bool appeared = false;
  for (;;) {
    const ssize_t size = ::recv(socket_.native_handle(), buffer.data(), buffer.size(), 0);
    const bool overrun = size < 0 && errno == ENOBUFS;  // something was missed: it may be the news
    if (size <= 0 && !overrun) break;
    appeared = overrun || routes_.take({buffer.data(), static_cast<std::size_t>(size)}) || appeared;
  }
  if (appeared) tell();
}

// News during the pause are told at its end, once.
void Connectivity::tell() {
  if (std::exchange(paused_, true)) {
    more_ = true;
    return;
  }
  pause_.expires_after(std::chrono::seconds(1));
  pause_.async_wait([weak = weak_from_this()](const boost::system::error_code& error) {
    const auto self = weak.lock();
    if (error || !self) return;
    self->paused_ = false;
    if (std::exchange(self->more_, false)) self->tell();
  });
  appeared_();
}

}  // namespace rohnamo::net
