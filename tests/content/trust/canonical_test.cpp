#include "content/trust/canonical.hpp"

#include <catch2/catch.hpp>

using namespace rohnamo;

namespace {

std::string canonical(std::string_view text) {
  return trust::canonical(boost::json::parse(boost::json::string_view(text.data(), text.size())))
      .value();
}

}  // namespace

TEST_CASE("members are sorted and white space is gone") {
  CHECK(canonical(R"( {"b": [1, true, null], "a": {"z": false, "y": "x"}} )") ==
        R"({"a":{"y":"x","z":false},"b":[1,true,null]})");
  CHECK(canonical("{}") == "{}");
  CHECK(canonical("[]") == "[]");
  CHECK(canonical(R"([{},[]])") == "[{},[]]");
}

TEST_CASE("keys are sorted by code point, also beyond the basic plane") {
  // U+FF61 sorts before U+1F600, though not as UTF-16.
  CHECK(canonical(R"({"😀": 2, "\uff61": 1, "a": 0})") ==
        "{\"a\":0,\"\xEF\xBD\xA1\":1,\"\xF0\x9F\x98\x80\":2}");
}

TEST_CASE("only the quote and the backslash are escaped") {
  CHECK(canonical(R"("a\"b\\c\n\u0001д")") == "\"a\\\"b\\\\c\n\x01д\"");
}

TEST_CASE("integers keep their digits, others are refused") {
  CHECK(canonical("[-9223372036854775808, 18446744073709551615]") ==
        "[-9223372036854775808,18446744073709551615]");
  CHECK_FALSE(trust::canonical(boost::json::parse("[1.5]")));
  CHECK_FALSE(trust::canonical(boost::json::parse(R"({"a": {"b": 1e3}})")));
}

TEST_CASE("in a file control characters are escaped, and nothing else differs") {
  const base::json::Value value = boost::json::parse(R"({"b\n": "\u0001\t\u001f", "a": "\"\\é"})");
  CHECK(trust::canonical_file(value).value() == R"({"a":"\"\\é","b\u000a":"\u0001\u0009\u001f"})");
  CHECK(boost::json::parse(trust::canonical_file(value).value()) == value);
}
