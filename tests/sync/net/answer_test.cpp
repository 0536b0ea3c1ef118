#include <catch2/catch.hpp>

#include "sync/net/answer.hpp"
#include "sync/net/exchange.hpp"

using namespace rohnamo;
using base::Code;
using net::Answer;

namespace {

using Fields = std::vector<std::pair<std::string, std::string>>;

net::Head head(unsigned status, const Fields& fields = {}) {
  net::Head head;
  head.result(status);
  for (const auto& [name, value] : fields) head.insert(name, value);
  return head;
}

core::FetchRequest request(std::uint64_t offset = 0, std::string etag = {}) {
  core::FetchRequest request;
  request.path = "x";
  request.max_bytes = 100;
  request.offset = offset;
  request.etag = std::move(etag);
  return request;
}

Code refused(unsigned status, const Fields& fields = {}) {
  const auto answer = net::judge(head(status, fields), 10, request());
  REQUIRE(!answer);
  return answer.error().code;
}

}  // namespace

TEST_CASE("A whole file and its tag") {
  const auto answer = net::judge(head(200, {{"ETag", "\"a\""}}), 100, request());
  REQUIRE(answer);
  CHECK(answer->kind == Answer::Kind::body);
  CHECK(answer->etag == "\"a\"");
  CHECK(!answer->gzip);
}

TEST_CASE("A server without ranges sends the whole") {
  const auto answer = net::judge(head(200), 100, request(5));
  REQUIRE(answer);
  CHECK(answer->kind == Answer::Kind::body);
  CHECK(answer->offset == 0);
}

TEST_CASE("The rest must be the rest that was asked for") {
  const auto part = [](const std::string& range, std::uint64_t length) {
    return net::judge(head(206, {{"Content-Range", range}}), length, request(5));
  };
  CHECK(part("bytes 5-9/10", 5)->offset == 5);
  CHECK(part("bytes 4-9/10", 6).error().code == Code::io);
  CHECK(part("", 5).error().code == Code::io);
  CHECK(part("bytes 5-104/105", 100).error().code == Code::too_large);
  CHECK(net::judge(head(206, {{"Content-Range", "bytes 0-9/10"}}), 10, request()).error().code ==
        Code::io);
}

TEST_CASE("No further bytes: all are held, or those held are of another file") {
  const auto kind = [](const std::string& range) {
    return net::judge(head(416, {{"Content-Range", range}}), 10, request(5))->kind;
  };
  CHECK(kind("bytes */5") == Answer::Kind::complete);
  CHECK(kind("bytes */4") == Answer::Kind::start_over);
  CHECK(kind("nonsense") == Answer::Kind::start_over);
}

TEST_CASE("Not modified only where that was asked") {
  CHECK(net::judge(head(304), 0, request(0, "\"a\""))->kind == Answer::Kind::not_modified);
  CHECK(!net::judge(head(304), 0, request()));
  CHECK(!net::judge(head(304), 0, request(5, "\"a\"")));
}

TEST_CASE("Other answers, in words") {
  CHECK(refused(404) == Code::not_found);
  CHECK(refused(403) == Code::not_found);
  CHECK(refused(410) == Code::not_found);
  CHECK(refused(401) == Code::io);
  CHECK(refused(407) == Code::io);
  CHECK(refused(429) == Code::offline);
  CHECK(refused(503) == Code::offline);
  CHECK(refused(511) == Code::offline);
  CHECK(refused(204) == Code::io);
  CHECK(refused(200, {{"Content-Encoding", "br"}}) == Code::io);
}

TEST_CASE("A page where a file was expected is a portal's, not the server's") {
  CHECK(refused(200, {{"Content-Type", "text/html; charset=utf-8"}}) == Code::offline);
  CHECK(refused(200, {{"Content-Type", "TEXT/HTML"}}) == Code::offline);
}

TEST_CASE("Too much is known before it is read") {
  CHECK(net::judge(head(200), 101, request()).error().code == Code::too_large);
  // Of what is encoded the length says nothing.
  CHECK(net::judge(head(200, {{"Content-Encoding", "gzip"}}), 101, request())->gzip);
}

TEST_CASE("Content ranges") {
  CHECK(net::parse_content_range("bytes 5-9/10")->first == 5);
  CHECK(net::parse_content_range("bytes 5-9/*")->size == std::nullopt);
  CHECK(net::parse_content_range("bytes */10")->first == std::nullopt);
  CHECK(!net::parse_content_range("bytes -9/10"));
  CHECK(!net::parse_content_range("bytes 99999999999999999999-9/10"));
  CHECK(!net::parse_content_range("lines 1-2/3"));
}

TEST_CASE("A request says what is held") {
  const auto url = net::Url::parse("http://h:81/x");
  const auto text = [&](core::FetchRequest request) {
    return net::request_text(*url, request, "a/1");
  };
  core::FetchRequest zipped = request(0, "\"a\"");
  zipped.accept_gzip = true;
  CHECK(text(zipped) ==
        "GET /x HTTP/1.1\r\nHost: h:81\r\nUser-Agent: a/1\r\nAccept: */*\r\n"
        "Accept-Encoding: gzip\r\nIf-None-Match: \"a\"\r\n\r\n");
  CHECK(text(request(5, "\"a\"")).find("Range: bytes=5-\r\nIf-Range: \"a\"\r\n") !=
        std::string::npos);
  CHECK(text(request(5, "W/\"a\"")).find("If-") == std::string::npos);
}
