#include "sync/net/answer.hpp"

#include <fmt/format.h>

#include <boost/beast/core/string.hpp>
#include <charconv>

#include "sync/net/portal.hpp"

namespace rohnamo::net {
namespace {

namespace http = boost::beast::http;
using base::Code;
using base::Result;
using http::status;

std::string field(const Head& head, http::field name) {
  const auto value = head[name];
  return {value.data(), value.size()};
}

std::string words(const Head& head) {
  const auto reason = head.reason().empty() ? http::obsolete_reason(head.result()) : head.reason();
  return fmt::format("the server answers {} {}", head.result_int(),
                     std::string_view(reason.data(), reason.size()));
}

bool is_page(const Head& head) {
  const std::string type = field(head, http::field::content_type);
  return boost::beast::iequals(std::string_view(type).substr(0, 9), "text/html");
}

Result<std::uint64_t> number(std::string_view text) {
  std::uint64_t value = 0;
  const char* end = text.data() + text.size();
  const auto parsed = std::from_chars(text.data(), end, value);
  if (text.empty() || parsed.ec != std::errc() || parsed.ptr != end)
    return base::fail(Code::invalid_input, "no number");
  return value;
}

base::Error refusal(const Head& head) {
  switch (head.result()) {
    case status::not_found:
    case status::gone:
    case status::forbidden:
      return {Code::not_found, words(head)};
    case status::network_authentication_required:
      return captive_portal();
    case status::request_timeout:
    case status::too_many_requests:
      return {Code::offline, words(head)};
    case status::unauthorized:
      return {Code::io, words(head) + ": it wants a password"};
    case status::proxy_authentication_required:
      return {Code::io, "the proxy wants another user name or password"};
    default:
      break;
  }
  const bool servers_fault = head.result_int() / 100 == 5;
  return {servers_fault ? Code::offline : Code::io, words(head)};
}

// Whether the body is gzip; what was not asked for and is not understood is an error.
Result<bool> encoded(const Head& head) {
  const std::string encoding = field(head, http::field::content_encoding);
  if (encoding.empty() || boost::beast::iequals(encoding, "identity")) return false;
  if (boost::beast::iequals(encoding, "gzip") || boost::beast::iequals(encoding, "x-gzip"))
    return true;
  return base::fail(Code::io, fmt::format("the server sends the encoding '{}'", encoding));
}

Result<Answer> whole(const Head& head, Answer answer) {
  if (is_page(head)) return base::fail(captive_portal());
  answer.gzip = TRY(encoded(head));
  return answer;
}

Result<Answer> part(const Head& head, Answer answer, const core::FetchRequest& request) {
  const auto range = parse_content_range(field(head, http::field::content_range));
  if (!range || range->first != request.offset || TRY(encoded(head)))
    return base::fail(Code::io, "the server sends another part than was asked for");
  answer.offset = request.offset;
  return answer;
}

Result<Answer> no_such_part(const Head& head, Answer answer, const core::FetchRequest& request) {
  const auto range = parse_content_range(field(head, http::field::content_range));
  const bool all_held = range && range->size == request.offset;
  answer.kind = all_held ? Answer::Kind::complete : Answer::Kind::start_over;
  answer.offset = request.offset;
  return answer;
}

Result<Answer> accepted(const Head& head, Answer answer, const core::FetchRequest& request) {
  const bool conditional = request.offset == 0 && !request.etag.empty();
  switch (head.result()) {
    case status::ok:
      return whole(head, std::move(answer));
    case status::partial_content:
      if (request.offset > 0) return part(head, std::move(answer), request);
      break;
    case status::not_modified:
      if (!conditional) break;
      answer.kind = Answer::Kind::not_modified;
      return answer;
    case status::range_not_satisfiable:
      if (request.offset > 0) return no_such_part(head, std::move(answer), request);
      break;
    case status::moved_permanently:
    case status::found:
    case status::see_other:
    case status::temporary_redirect:
    case status::permanent_redirect:
      answer.kind = Answer::Kind::redirect;
      answer.location = field(head, http::field::location);
      return answer;
    default:
      break;
  }
  return base::fail(refusal(head));
}

}  // namespace

Result<ContentRange> parse_content_range(std::string_view text) {
  constexpr std::string_view unit = "bytes ";
  const auto slash = text.find('/');
  if (!text.starts_with(unit) || slash == std::string_view::npos)
    return base::fail(Code::invalid_input, "no content range");
  const std::string_view range = text.substr(unit.size(), slash - unit.size());
  const std::string_view size = text.substr(slash + 1);
  ContentRange parsed;
  if (range != "*") parsed.first = TRY(number(range.substr(0, range.find('-'))));
  if (size != "*") parsed.size = TRY(number(size));
  return parsed;
}

Result<Answer> judge(const Head& head, std::optional<std::uint64_t> length,
                     const core::FetchRequest& request) {
  Answer fresh;
  fresh.etag = field(head, http::field::etag);
  Answer answer = TRY(accepted(head, std::move(fresh), request));
  const bool body = answer.kind == Answer::Kind::body;
  if (body && !answer.gzip && length && *length + answer.offset > request.max_bytes)
    return base::fail(Code::too_large, fmt::format("{} bytes, at most {} are taken",
                                                   *length + answer.offset, request.max_bytes));
  return answer;
}

}  // namespace rohnamo::net
