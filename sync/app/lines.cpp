#include "sync/app/lines.hpp"

#include <arpa/inet.h>
#include <ifaddrs.h>
#include <net/if.h>
#include <netinet/in.h>

#include <array>
#include <map>
#include <memory>

namespace rohnamo::app {
namespace {

// Empty: of another family, or of one link alone.
std::string address_of(const sockaddr* address) {
  std::array<char, INET6_ADDRSTRLEN> text{};
  if (address != nullptr && address->sa_family == AF_INET) {
    const auto* four = reinterpret_cast<const sockaddr_in*>(address);
    inet_ntop(AF_INET, &four->sin_addr, text.data(), text.size());
  } else if (address != nullptr && address->sa_family == AF_INET6) {
    const auto* six = reinterpret_cast<const sockaddr_in6*>(address);
    if (IN6_IS_ADDR_LINKLOCAL(&six->sin6_addr)) return {};
    inet_ntop(AF_INET6, &six->sin6_addr, text.data(), text.size());
  }
  return text.data();
}

}  // namespace

std::vector<exchange::Line> machine_lines() {
  ifaddrs* first = nullptr;
  if (getifaddrs(&first) != 0) return {};
  const std::unique_ptr<ifaddrs, decltype(&freeifaddrs)> all(first, freeifaddrs);
  std::map<std::string, exchange::Line> lines;
  for (const ifaddrs* one = all.get(); one != nullptr; one = one->ifa_next) {
    if ((one->ifa_flags & IFF_LOOPBACK) != 0) continue;
    exchange::Line& line = lines[one->ifa_name];
    line.name = one->ifa_name;
    line.up = (one->ifa_flags & IFF_RUNNING) != 0;
    if (auto address = address_of(one->ifa_addr); !address.empty())
      line.addresses.push_back(std::move(address));
  }
  std::vector<exchange::Line> list;
  for (auto& [name, line] : lines) list.push_back(std::move(line));
  return list;
}

}  // namespace rohnamo::app
