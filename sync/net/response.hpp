// Reading one answer of a server: the head by Beast's parser, then the body piece by piece.
#pragma once

#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/parser.hpp>
#include <cstdint>
#include <optional>
#include <string_view>

#include "sync/net/connection.hpp"

namespace rohnamo::net {

using Head = boost::beast::http::response_header<>;

struct ReadLimits {
  milliseconds head{30'000};   // until the whole head is there
  milliseconds stall{30'000};  // of waiting for fewer than `stall_bytes` of the body
  std::uint64_t stall_bytes = 512;
  std::size_t at_once = 262'144;  // bytes read in one go: on a slow line, fewer make it steadier
};

// The connection must outlive it. Errors: Connection's; offline for what is no HTTP, and for an
// answer that breaks off.
class Response {
 public:
  Response(Connection& connection, ReadLimits limits);
  Response(const Response&) = delete;
  Response& operator=(const Response&) = delete;

  // Once, first. Interim answers (1xx) are passed over.
  Task<base::Result<void>> read_head();
  [[nodiscard]] const Head& head() const { return parser_->get(); }
  // Of the body as it is sent; none where only its end tells.
  [[nodiscard]] std::optional<std::uint64_t> length() const;

  // The next piece, valid until the next call; empty at the body's end.
  Task<base::Result<std::string_view>> next();

  // Something was received, be it half a head.
  [[nodiscard]] bool heard() const { return heard_; }
  // The body's end was read, and the connection will take another request.
  [[nodiscard]] bool reusable() const;

 private:
  using Parser = boost::beast::http::response_parser<boost::beast::http::empty_body>;
  Task<base::Result<void>> fill(milliseconds within);
  Task<base::Result<void>> fill_body();
  Task<base::Result<std::string_view>> next_chunk();
  Task<base::Result<std::string_view>> next_plain();
  base::Result<bool> parse_head();
  void start_parser();
  std::string_view take(std::uint64_t limit);

  Connection* connection_;
  ReadLimits limits_;
  std::optional<Parser> parser_;
  std::size_t begin_ = 0, end_ = 0;  // of what is read and not yet used, in connection's buffer
  bool heard_ = false;
  bool peer_ended_ = false;
  bool body_ended_ = false;
  std::uint64_t remaining_ = 0;    // of a body with a length
  milliseconds stall_left_;        // of the window that runs
  std::uint64_t stall_bytes_ = 0;  // received in it
  std::string_view piece_;         // where the parser puts a chunk's bytes
  std::function<std::size_t(std::uint64_t, boost::beast::string_view, boost::beast::error_code&)>
      take_chunk_;
};

}  // namespace rohnamo::net
