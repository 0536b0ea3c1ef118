#include "sync/net/served.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/url.hpp>
#include <charconv>

namespace rohnamo::net {
namespace {

namespace http = boost::beast::http;

std::string_view field(const Question& question, http::field name) {
  const auto value = question[name];
  return {value.data(), value.size()};
}

std::optional<std::uint64_t> number(std::string_view text) {
  std::uint64_t value = 0;
  const char* end = text.data() + text.size();
  const auto parsed = std::from_chars(text.data(), end, value);
  if (text.empty() || parsed.ec != std::errc() || parsed.ptr != end) return std::nullopt;
  return value;
}

bool is_plain(std::string_view path) {
  const bool controls = std::any_of(path.begin(), path.end(), [](char c) {
    return static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
  });
  if (controls) return false;
  while (true) {
    const std::size_t end = std::min(path.find('/'), path.size());
    const std::string_view part = path.substr(0, end);
    if (part.empty() || part == "." || part == "..") return false;
    if (end == path.size()) return true;
    path.remove_prefix(end + 1);
  }
}

// Of the entity tags in If-None-Match (RFC 9110, 13.1.2) one is this. Ours have no comma.
bool has_tag(std::string_view list, std::string_view tag) {
  while (!list.empty()) {
    const std::size_t end = std::min(list.find(','), list.size());
    std::string_view one = list.substr(0, end);
    one.remove_prefix(std::min(one.find_first_not_of(" \t"), one.size()));
    one = one.substr(0, one.find_last_not_of(" \t") + 1);
    if (one.starts_with("W/")) one.remove_prefix(2);
    if (one == tag || one == "*") return true;
    list.remove_prefix(std::min(end + 1, list.size()));
  }
  return false;
}

Reply begin(const Question& question, http::status status) {
  Reply reply(status, question.version());
  reply.keep_alive(question.keep_alive());
  return reply;
}

}  // namespace

std::optional<std::string> path_of(std::string_view target) {
  if (!target.starts_with('/') || target.find_first_of("?#") != std::string_view::npos)
    return std::nullopt;
  target.remove_prefix(1);
  const auto encoded = boost::urls::make_pct_string_view({target.data(), target.size()});
  if (!encoded) return std::nullopt;
  const auto decoded = encoded->decode();
  std::string path(decoded.data(), decoded.size());
  return is_plain(path) ? std::optional(std::move(path)) : std::nullopt;
}

std::optional<Span> parse_range(std::string_view text, std::uint64_t size) {
  constexpr std::string_view unit = "bytes=";
  if (!text.starts_with(unit)) return std::nullopt;
  text.remove_prefix(unit.size());
  const std::size_t dash = text.find('-');
  if (dash == std::string_view::npos) return std::nullopt;
  const std::string_view from = text.substr(0, dash);
  const std::string_view to = text.substr(dash + 1);
  if (from.empty()) {
    const auto last = number(to);
    if (!last) return std::nullopt;
    const std::uint64_t length = std::min(*last, size);
    return Span{size - length, length};
  }
  const auto first = number(from);
  const auto last = to.empty() ? std::optional(UINT64_MAX) : number(to);
  if (!first || !last || *last < *first) return std::nullopt;
  if (*first >= size) return Span{};
  return Span{*first, std::min(*last, size - 1) - *first + 1};
}

Served serve(const Question& question, const core::Shelf::Item& item) {
  const std::string tag = '"' + item.hash.hex() + '"';
  Served served{begin(question, http::status::ok), {0, item.length}};
  Reply& head = served.head;
  head.set(http::field::etag, tag);
  head.set(http::field::accept_ranges, "bytes");
  head.set(http::field::content_type,
           item.metadata ? "application/json" : "application/octet-stream");
  const std::string_view if_range = field(question, http::field::if_range);
  const auto range = if_range.empty() || if_range == tag
                         ? parse_range(field(question, http::field::range), item.length)
                         : std::nullopt;
  if (has_tag(field(question, http::field::if_none_match), tag)) {
    head.result(http::status::not_modified);
    served.body = {};
    return served;
  }
  if (range && range->length == 0) {
    head.result(http::status::range_not_satisfiable);
    head.set(http::field::content_range, fmt::format("bytes */{}", item.length));
    served.body = {};
  } else if (range) {
    head.result(http::status::partial_content);
    head.set(
        http::field::content_range,
        fmt::format("bytes {}-{}/{}", range->first, range->first + range->length - 1, item.length));
    served.body = *range;
  }
  head.content_length(served.body.length);
  if (question.method() == http::verb::head) served.body = {};
  return served;
}

Reply refuse(const Question& question, http::status status) {
  Reply reply = begin(question, status);
  reply.content_length(0);
  if (status == http::status::method_not_allowed) reply.set(http::field::allow, "GET, HEAD");
  return reply;
}

}  // namespace rohnamo::net
