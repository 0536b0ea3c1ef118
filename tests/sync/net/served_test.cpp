#include "sync/net/served.hpp"

#include <catch2/catch.hpp>

using namespace rohnamo;
namespace http = boost::beast::http;
using http::field;
using net::path_of;

namespace {

core::Shelf::Item item() {
  core::Shelf::Item item;
  item.hash = base::sha256("what lies there");
  item.length = 1000;
  return item;
}

const std::string tag = '"' + base::sha256("what lies there").hex() + '"';

net::Served ask(std::initializer_list<std::pair<field, std::string>> fields,
                http::verb verb = http::verb::get) {
  net::Question question(verb, "/targets/x", 11);
  for (const auto& [name, value] : fields) question.set(name, value);
  return net::serve(question, item());
}

std::string field_of(const net::Served& served, field name) {
  return std::string(served.head[name]);
}

}  // namespace

TEST_CASE("a target means a path") {
  CHECK(path_of("/metadata/timestamp.json") == "metadata/timestamp.json");
  CHECK(path_of("/metadata/1.offices%252Fkhujand.json") == "metadata/1.offices%2Fkhujand.json");
  CHECK(path_of("/targets/a%20b") == "targets/a b");
  CHECK(path_of("/targets/...") == "targets/...");
}

TEST_CASE("a target that means none") {
  const std::string target =
      GENERATE("", "/", "//", "//etc/passwd", "/../etc/passwd", "/metadata/../poll", "/metadata/..",
               "/metadata/./x", "/%2e%2e/poll", "/metadata/%2E%2E/poll", "/metadata%2f..%2fpoll",
               "/metadata//x", "/metadata/x/", "/metadata/x?y", "/metadata/x#y", "/a%00b", "/a%0ab",
               "/a%", "/a%4", "/a%zz", "http://host/metadata/x", "*", "metadata/x");
  INFO(target);
  CHECK_FALSE(path_of(target));
}

TEST_CASE("ranges") {
  const auto range = [](const char* text) { return net::parse_range(text, 1000); };
  const auto [text, first, length] = GENERATE(table<const char*, std::uint64_t, std::uint64_t>({
      {"bytes=0-", 0, 1000},
      {"bytes=5-", 5, 995},
      {"bytes=5-9", 5, 5},
      {"bytes=999-", 999, 1},
      {"bytes=5-5000", 5, 995},
      {"bytes=-5", 995, 5},
      {"bytes=-5000", 0, 1000},
      {"bytes=1000-", 0, 0},
      {"bytes=5000-6000", 0, 0},
      {"bytes=-0", 1000, 0},
  }));
  INFO(text);
  REQUIRE(range(text));
  CHECK(range(text)->first == first);
  CHECK(range(text)->length == length);
}

TEST_CASE("ranges that are passed over") {
  const char* text =
      GENERATE("", "bytes", "bytes=", "bytes=-", "bytes=a-", "bytes=9-5", "bytes=0-1,5-6",
               "lines=0-1", "bytes=5", "bytes= 5-9", "bytes=99999999999999999999-", "bytes=--5");
  INFO(text);
  CHECK_FALSE(net::parse_range(text, 1000));
}

TEST_CASE("a whole file") {
  const auto served = ask({});
  CHECK(served.head.result() == http::status::ok);
  CHECK(field_of(served, field::content_length) == "1000");
  CHECK(field_of(served, field::etag) == tag);
  CHECK(served.body.length == 1000);
  CHECK(served.head.keep_alive());
  CHECK(ask({}, http::verb::head).body.length == 0);
  CHECK(field_of(ask({}, http::verb::head), field::content_length) == "1000");
}

TEST_CASE("a part of it") {
  const auto served = ask({{field::range, "bytes=10-"}});
  CHECK(served.head.result() == http::status::partial_content);
  CHECK(field_of(served, field::content_range) == "bytes 10-999/1000");
  CHECK(served.body.first == 10);
  CHECK(served.body.length == 990);
  CHECK(ask({{field::range, "bytes=10-"}, {field::if_range, tag}}).body.length == 990);
  CHECK(ask({{field::range, "bytes=10-"}, {field::if_range, "\"x\""}}).body.length == 1000);
  CHECK(ask({{field::range, "bytes=10-"}, {field::if_range, "W/" + tag}}).body.length == 1000);
  const auto beyond = ask({{field::range, "bytes=1000-"}});
  CHECK(beyond.head.result() == http::status::range_not_satisfiable);
  CHECK(field_of(beyond, field::content_range) == "bytes */1000");
  CHECK(field_of(beyond, field::content_length) == "0");
}

TEST_CASE("what the client has already") {
  const std::string list = GENERATE(as<std::string>{}, tag, "\"x\", " + tag, "W/" + tag, "*",
                                    "\"x\",\t" + tag + " ,\"y\"");
  INFO(list);
  const auto served = ask({{field::if_none_match, list}});
  CHECK(served.head.result() == http::status::not_modified);
  CHECK(served.body.length == 0);
  CHECK(ask({{field::if_none_match, "\"x\", , \""}}).head.result() == http::status::ok);
}

TEST_CASE("a refusal says nothing of the question") {
  net::Question question(http::verb::post, "/<script>", 10);
  const auto reply = net::refuse(question, http::status::method_not_allowed);
  CHECK(reply[field::allow] == "GET, HEAD");
  CHECK(reply[field::content_length] == "0");
  CHECK_FALSE(reply.keep_alive());
}
