// What a request for a shared file means, and the head of its answer, as pure functions.
#pragma once

#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/message.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "sync/core/shelf.hpp"

namespace rohnamo::net {

using Question = boost::beast::http::request<boost::beast::http::empty_body>;
using Reply = boost::beast::http::response<boost::beast::http::empty_body>;

// The path of a file below the publication's root that a request's target means, decoded once (RFC
// 3986, 2.1). Nothing for one that can mean none: that does not begin with one "/", or has a query,
// an empty part, a part of dots, or a control character.
std::optional<std::string> path_of(std::string_view target);

// The bytes that are to be sent.
struct Span {
  std::uint64_t first = 0;
  std::uint64_t length = 0;
};

// One range of a file of `size` bytes (RFC 9110, 14.2): "bytes=5-", "bytes=5-9", "bytes=-5".
// Nothing: the header is to be passed over, as one with several ranges is. A length of 0: nothing
// of the file is in it (416).
std::optional<Span> parse_range(std::string_view text, std::uint64_t size);

// Of an answer with a file: 200, 206, 304 or 416 with all its fields.
struct Served {
  Reply head;
  Span body;  // none follows where the length is 0
};
Served serve(const Question& question, const core::Shelf::Item& item);

// An answer without a file: one line of text that says nothing of the question.
Reply refuse(const Question& question, boost::beast::http::status status);

}  // namespace rohnamo::net
