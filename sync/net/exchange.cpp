#include "sync/net/exchange.hpp"

#include <fmt/format.h>

#include "sync/net/gunzip.hpp"

namespace rohnamo::net {
namespace {

using base::Code;
using base::Result;

tl::unexpected<base::Error> too_large(std::uint64_t limit) {
  return base::fail(Code::too_large, fmt::format("more than the {} bytes that are taken", limit));
}

}  // namespace

std::string request_text(const Url& url, const core::FetchRequest& request,
                         std::string_view user_agent, const Proxy* proxy) {
  const bool gzip = request.accept_gzip && request.offset == 0;
  std::string text = fmt::format(
      "GET {} HTTP/1.1\r\nHost: {}\r\nUser-Agent: {}\r\nAccept: */*\r\nAccept-Encoding: {}\r\n",
      proxy != nullptr ? url.text() : url.target, url.host_field(), user_agent,
      gzip ? "gzip" : "identity");
  if (proxy != nullptr && !proxy->authorization.empty())
    text += fmt::format("Proxy-Authorization: {}\r\n", proxy->authorization);
  const bool strong = !request.etag.empty() && !request.etag.starts_with("W/");
  if (request.offset > 0) text += fmt::format("Range: bytes={}-\r\n", request.offset);
  if (request.offset > 0 && strong) text += fmt::format("If-Range: {}\r\n", request.etag);
  if (request.offset == 0 && !request.etag.empty())
    text += fmt::format("If-None-Match: {}\r\n", request.etag);
  return text + "\r\n";
}

Task<Result<Answer>> Exchange::get(Url url, core::FetchRequest request, std::string user_agent,
                                   core::Sink& sink) {
  std::string text = request_text(url, request, user_agent, proxy_);
  const Result<void> asked = co_await connection_->write(std::move(text), limits_.head);
  if (!asked) co_return base::fail(asked.error());
  response_.emplace(*connection_, limits_);
  const Result<void> headed = co_await response_->read_head();
  if (!headed) co_return base::fail(headed.error());
  Result<Answer> answer = judge(response_->head(), response_->length(), request);
  const bool body = answer && answer->kind == Answer::Kind::body;
  if (!body) {
    co_await skip_body();
    co_return answer;
  }
  const Result<void> begun = co_await sink.begin(answer->offset);
  if (!begun) co_return base::fail(begun.error());
  Result<void> passed;
  if (answer->gzip) {
    passed = co_await pass_gzip(request.max_bytes, sink);
  } else {
    passed = co_await pass_plain(answer->offset, request.max_bytes, sink);
  }
  if (!passed) co_return base::fail(passed.error());
  co_return answer;
}

Task<Result<void>> Exchange::pass_plain(std::uint64_t offset, std::uint64_t limit,
                                        core::Sink& sink) {
  for (std::uint64_t total = offset;;) {
    const Result<std::string_view> piece = co_await response_->next();
    if (!piece) co_return base::fail(piece.error());
    if (piece->empty()) co_return Result<void>();
    total += piece->size();
    if (total > limit) co_return too_large(limit);
    const Result<void> written = co_await sink.write(*piece);
    if (!written) co_return base::fail(written.error());
  }
}

Task<Result<void>> Exchange::pass_gzip(std::uint64_t limit, core::Sink& sink) {
  constexpr std::uint64_t overhead = 65536;  // of an encoding that makes nothing smaller
  Gunzip gunzip;
  std::uint64_t encoded = 0;
  std::uint64_t decoded = 0;
  for (;;) {
    const Result<std::string_view> piece = co_await response_->next();
    if (!piece) co_return base::fail(piece.error());
    if (piece->empty()) break;
    encoded += piece->size();
    if (encoded > limit + overhead) co_return too_large(limit);
    gunzip.feed(*piece);
    for (;;) {
      const Result<std::string_view> plain = gunzip.next();
      if (!plain) co_return base::fail(plain.error());
      if (plain->empty()) break;
      decoded += plain->size();
      if (decoded > limit) co_return too_large(limit);
      const Result<void> written = co_await sink.write(*plain);
      if (!written) co_return base::fail(written.error());
    }
  }
  if (!gunzip.complete()) co_return base::fail(Code::corrupt, "the gzip encoding breaks off");
  co_return Result<void>();
}

// The few bytes of an error page or a redirect, so that the connection lives on.
Task<Result<void>> Exchange::skip_body() {
  constexpr std::uint64_t worth_reading = 16384;
  if (response_->length().value_or(worth_reading + 1) > worth_reading) co_return Result<void>();
  for (;;) {
    const Result<std::string_view> piece = co_await response_->next();
    if (!piece) co_return base::fail(piece.error());
    if (piece->empty()) co_return Result<void>();
  }
}

}  // namespace rohnamo::net
