// The address of a file on a server. An address stays as it was written: nothing is decoded.
#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

#include "content/base/result.hpp"

namespace rohnamo::net {

// Whom a connection is with.
struct Origin {
  bool tls = false;
  std::string host;  // a name, or an address without brackets
  std::uint16_t port = 0;

  auto operator<=>(const Origin&) const = default;
};

struct Url {
  Origin origin;
  std::string target;  // path and query, as they go into a request

  // An absolute http or https address. Errors: invalid_input, for a password in it too.
  static base::Result<Url> parse(std::string_view text);
  // A publication's root: without query or fragment; a slash is added where the path has none.
  static base::Result<Url> parse_base(std::string_view text);

  // The file at `path`, which is a plain one, below this base.
  [[nodiscard]] Url below(std::string_view path) const;
  // What a Location field means here (RFC 9110, 10.2.2). Leaving https for http is untrusted.
  [[nodiscard]] base::Result<Url> redirected(std::string_view location) const;

  [[nodiscard]] std::string host_field() const;  // of a request: brackets, port unless the default
  [[nodiscard]] std::string text() const;
};

}  // namespace rohnamo::net
