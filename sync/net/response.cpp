#include "sync/net/response.hpp"

#include <algorithm>
#include <cstring>

namespace rohnamo::net {
namespace {

namespace http = boost::beast::http;
using base::Code;
using base::Result;
using boost::beast::error_code;
using Clock = std::chrono::steady_clock;

constexpr std::uint32_t head_limit = 32768;

milliseconds since(Clock::time_point start) {
  return std::chrono::floor<milliseconds>(Clock::now() - start);
}

tl::unexpected<base::Error> no_http(const error_code& error) {
  return base::fail(Code::offline, "the answer is no HTTP: " + error.message());
}

tl::unexpected<base::Error> broken_off() {
  return base::fail(Code::offline, "the connection broke off");
}

}  // namespace

Response::Response(Connection& connection, ReadLimits limits)
    : connection_(&connection), limits_(limits), stall_left_(limits.stall) {
  take_chunk_ = [this](std::uint64_t, boost::beast::string_view bytes, error_code&) {
    piece_ = {bytes.data(), bytes.size()};
    return bytes.size();
  };
  start_parser();
}

void Response::start_parser() {
  parser_.emplace();
  parser_->header_limit(head_limit);
  parser_->body_limit(boost::none);  // counted by who takes the pieces
  parser_->on_chunk_body(take_chunk_);
}

// One read into the free end of the buffer.
Task<Result<void>> Response::fill(milliseconds within) {
  const std::span<char> buffer = connection_->buffer();
  if (begin_ > 0) std::memmove(buffer.data(), buffer.data() + begin_, end_ - begin_);
  end_ -= begin_;
  begin_ = 0;
  if (end_ == buffer.size()) co_return base::fail(Code::offline, "the answer makes no sense");
  const std::span<char> room = buffer.subspan(end_);
  const std::span<char> piece = room.first(std::min(room.size(), limits_.at_once));
  const Result<std::size_t> count = co_await connection_->read_some(piece, within);
  if (!count) co_return base::fail(count.error());
  end_ += *count;
  peer_ended_ = *count == 0;
  heard_ = heard_ || *count > 0;
  co_return Result<void>();
}

// A read of the body. Only the waiting counts against the limit, not what is done with the bytes.
Task<Result<void>> Response::fill_body() {
  const auto start = Clock::now();
  const std::size_t had = end_ - begin_;
  const Result<void> filled = co_await fill(std::max(milliseconds(1), stall_left_));
  if (!filled && filled.error().code == Code::timeout)
    co_return base::fail(Code::timeout, "the download has stalled");
  if (!filled) co_return base::fail(filled.error());
  stall_bytes_ += end_ - begin_ - had;
  stall_left_ -= since(start);
  if (stall_bytes_ >= limits_.stall_bytes) {
    stall_bytes_ = 0;
    stall_left_ = limits_.stall;
  }
  co_return Result<void>();
}

// True: the head is complete.
Result<bool> Response::parse_head() {
  while (begin_ < end_) {
    error_code error;
    const boost::asio::const_buffer bytes(connection_->buffer().data() + begin_, end_ - begin_);
    begin_ += parser_->put(bytes, error);
    if (error == http::error::need_more) return false;
    if (error) return no_http(error);
    if (!parser_->is_header_done()) continue;
    if (parser_->get().result_int() / 100 != 1) return true;
    start_parser();
  }
  return false;
}

Task<Result<void>> Response::read_head() {
  const auto start = Clock::now();
  for (bool complete = false; !complete;) {
    const Result<void> filled =
        co_await fill(std::max(milliseconds(1), limits_.head - since(start)));
    if (!filled && filled.error().code == Code::timeout)
      co_return base::fail(Code::timeout, "the server does not answer");
    if (!filled) co_return base::fail(filled.error());
    if (peer_ended_) co_return broken_off();
    const Result<bool> parsed = parse_head();
    if (!parsed) co_return base::fail(parsed.error());
    complete = *parsed;
  }
  body_ended_ = parser_->is_done();
  remaining_ = length().value_or(0);
  co_return Result<void>();
}

std::optional<std::uint64_t> Response::length() const {
  if (parser_->is_done()) return 0;
  const auto length = parser_->content_length();
  return length ? std::optional<std::uint64_t>(*length) : std::nullopt;
}

Task<Result<std::string_view>> Response::next() {
  if (body_ended_) co_return std::string_view();
  if (parser_->chunked()) {
    const Result<std::string_view> chunk = co_await next_chunk();
    co_return chunk;
  }
  const Result<std::string_view> plain = co_await next_plain();
  co_return plain;
}

Task<Result<std::string_view>> Response::next_chunk() {
  piece_ = {};
  bool hungry = begin_ == end_;
  while (piece_.empty() && !parser_->is_done()) {
    if (hungry) {
      const Result<void> filled = co_await fill_body();
      if (!filled) co_return base::fail(filled.error());
      if (peer_ended_) co_return broken_off();
    }
    error_code error;
    const boost::asio::const_buffer bytes(connection_->buffer().data() + begin_, end_ - begin_);
    begin_ += parser_->put(bytes, error);
    if (error && error != http::error::need_more) co_return no_http(error);
    hungry = error == http::error::need_more || begin_ == end_;
  }
  body_ended_ = piece_.empty();
  co_return piece_;
}

std::string_view Response::take(std::uint64_t limit) {
  const std::size_t size = static_cast<std::size_t>(std::min<std::uint64_t>(limit, end_ - begin_));
  const std::string_view piece(connection_->buffer().data() + begin_, size);
  begin_ += size;
  return piece;
}

Task<Result<std::string_view>> Response::next_plain() {
  if (begin_ == end_) {
    const Result<void> filled = co_await fill_body();
    if (!filled) co_return base::fail(filled.error());
  }
  if (parser_->need_eof()) {
    body_ended_ = peer_ended_;
    co_return take(end_ - begin_);
  }
  if (peer_ended_) co_return broken_off();
  const std::string_view piece = take(remaining_);
  remaining_ -= piece.size();
  body_ended_ = remaining_ == 0;
  co_return piece;
}

bool Response::reusable() const {
  return body_ended_ && begin_ == end_ && !peer_ended_ && parser_->keep_alive();
}

}  // namespace rohnamo::net
