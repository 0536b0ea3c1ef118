// What an answer's head means for a request, as a pure function.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "sync/core/transport.hpp"
#include "sync/net/response.hpp"

namespace rohnamo::net {

struct Answer {
  enum class Kind {
    body,          // the body follows; its first byte is the file's byte `offset`
    not_modified,  // the held bytes are what the server has
    complete,      // the held bytes are all there is: nothing follows
    start_over,    // the held bytes are not of this file: ask again for the whole
    redirect,      // to `location`
  };
  Kind kind = Kind::body;
  std::uint64_t offset = 0;
  bool gzip = false;  // the body is encoded
  std::string etag;
  std::string location;
};

// Errors: not_found, also for "forbidden", as some object stores call a missing file; offline, also
// for a page of a captive portal; too_large; io for what is left.
base::Result<Answer> judge(const Head& head, std::optional<std::uint64_t> length,
                           const core::FetchRequest& request);

// "bytes 5-9/10" or "bytes */10" (RFC 9110, 14.4).
struct ContentRange {
  std::optional<std::uint64_t> first;  // none: "*"
  std::optional<std::uint64_t> size;   // of the whole file; none: "*"
};
base::Result<ContentRange> parse_content_range(std::string_view text);

}  // namespace rohnamo::net
