// The head of a server's answer: parsed by Beast, judged for each kind of request.
#include "sync/net/answer.hpp"

#include "sync/net/portal.hpp"
#include "tests/fuzz/target.hpp"

using namespace rohnamo;
namespace http = boost::beast::http;

namespace {

core::FetchRequest request(std::uint64_t offset, std::string etag) {
  core::FetchRequest request;
  request.path = "metadata/timestamp.json";
  request.max_bytes = 16'384;
  request.offset = offset;
  request.etag = std::move(etag);
  return request;
}

void judge(const net::Head& head, std::optional<std::uint64_t> length,
           const core::FetchRequest& request) {
  const auto answer = net::judge(head, length, request);
  if (!answer || answer->kind != net::Answer::Kind::body) return;
  fuzz::require(answer->offset == 0 || answer->offset == request.offset,
                "a body begins at its start, or where it was asked for");
  fuzz::require(answer->gzip || !length || *length <= request.max_bytes, "a body is not too long");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  (void)net::parse_content_range(fuzz::as_text(data, size));
  (void)net::looks_like_page(fuzz::as_text(data, size));
  http::response_parser<http::empty_body> parser;
  parser.header_limit(32'768);
  parser.body_limit(boost::none);
  boost::beast::error_code error;
  parser.put(boost::asio::const_buffer(data, size), error);
  if (!parser.is_header_done()) return 0;
  const auto given = parser.content_length();
  const auto length = given ? std::optional<std::uint64_t>(*given) : std::nullopt;
  judge(parser.get(), length, request(0, ""));
  judge(parser.get(), length, request(0, "\"a\""));
  judge(parser.get(), length, request(100, ""));
  judge(parser.get(), length, request(100, "\"a\""));
  return 0;
}
