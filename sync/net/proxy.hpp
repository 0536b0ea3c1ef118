// Proxies between the kiosk and the servers. Values; nothing here asks the network.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sync/net/url.hpp"

namespace rohnamo::net {

// One HTTP proxy. What is http is asked of it by whole address, what is https goes through a tunnel
// (CONNECT, RFC 9110, 9.3.6), in which the server's certificate is verified as ever.
struct Proxy {
  std::string host;
  std::uint16_t port = 0;
  // Of the field Proxy-Authorization ("Basic …", RFC 7617); empty: none. Never for a log.
  std::string authorization;

  // "http://name:password@proxy.example.org:3128": scheme, name and port (80) may be missing, %XX
  // is decoded in name and password. Error: invalid_input, in words without the password.
  static base::Result<Proxy> parse(std::string_view text);
};

// Which proxy, if any, for which server.
struct Proxies {
  std::optional<Proxy> http, https;
  // Servers that are asked without one: a host, a domain with all below it, or "*" for all.
  std::vector<std::string> direct;

  [[nodiscard]] const Proxy* find(const Origin& origin) const;  // null: none

  // From http_proxy, https_proxy (or HTTPS_PROXY) and no_proxy (or NO_PROXY), as other programs
  // read them; HTTP_PROXY is not read, since a CGI client could set it. `variable` is getenv(3).
  // Error: invalid_input, with the variable's name.
  static base::Result<Proxies> from_environment(
      const std::function<const char*(const char*)>& variable);
};

}  // namespace rohnamo::net
