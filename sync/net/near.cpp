#include "sync/net/near.hpp"

#include <ifaddrs.h>
#include <netinet/in.h>

#include <algorithm>
#include <cstring>

namespace rohnamo::net {
namespace {

namespace ip = boost::asio::ip;
using Bytes = ip::address_v6::bytes_type;

constexpr std::size_t network_bytes = 8;

bool is_near_v4(const ip::address_v4& address) {
  const std::uint32_t bits = address.to_uint();
  const auto in = [bits](std::uint32_t network, int length) {
    return bits >> (32 - length) == network >> (32 - length);
  };
  return in(0x7f000000, 8) || in(0x0a000000, 8) || in(0xac100000, 12) || in(0xc0a80000, 16) ||
         in(0xa9fe0000, 16);
}

bool same_network(const Bytes& a, const Bytes& b) {
  return std::equal(a.begin(), a.begin() + network_bytes, b.begin());
}

}  // namespace

OwnNetworks own_networks() {
  OwnNetworks own;
  ifaddrs* all = nullptr;
  if (::getifaddrs(&all) != 0) return own;
  for (const ifaddrs* one = all; one != nullptr; one = one->ifa_next) {
    if (one->ifa_addr == nullptr || one->ifa_addr->sa_family != AF_INET6) continue;
    sockaddr_in6 address{};
    std::memcpy(&address, one->ifa_addr, sizeof(address));
    Bytes bytes;
    std::copy(std::begin(address.sin6_addr.s6_addr), std::end(address.sin6_addr.s6_addr),
              bytes.begin());
    own.push_back(bytes);
  }
  ::freeifaddrs(all);
  return own;
}

bool is_near(const ip::address& address, const OwnNetworks& own) {
  if (address.is_v4()) return is_near_v4(address.to_v4());
  const ip::address_v6 v6 = address.to_v6();
  if (v6.is_v4_mapped()) return is_near_v4(ip::make_address_v4(ip::v4_mapped, v6));
  const Bytes bytes = v6.to_bytes();
  if (v6.is_loopback() || v6.is_link_local() || (bytes[0] & 0xfe) == 0xfc) return true;
  if ((bytes[0] & 0xe0) != 0x20) return false;  // 2000::/3 is what is public
  return std::any_of(own.begin(), own.end(),
                     [&](const Bytes& mine) { return same_network(mine, bytes); });
}

}  // namespace rohnamo::net
