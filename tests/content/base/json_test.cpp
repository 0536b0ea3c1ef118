#include "content/base/json.hpp"

#include <catch2/catch.hpp>

using namespace rohnamo::base;

TEST_CASE("a fault is named by its path") {
  const auto value = json::parse(R"({"a": {"list": [{"n": 1}, {"n": "x"}]}})", 1000).value();
  const json::Reader root(value, "doc");
  const auto object = root.object("a");
  REQUIRE(object);
  const auto result = object->each("list", [](const json::Reader& element) -> Result<void> {
    TRY(element.integer("n"));
    return {};
  });
  REQUIRE_FALSE(result);
  CHECK(result.error().message == "doc.a.list[1].n is no whole number");
}

TEST_CASE("missing fields are errors, or their fallback") {
  const auto value = json::parse("{}", 10).value();
  const json::Reader root(value, "doc");
  CHECK(root.string("title").error().message == "doc.title is missing");
  CHECK(root.string("title", "none").value() == "none");
  CHECK(root.boolean("on", true).value());
  CHECK(root.each(
      "list", [](const json::Reader&) -> Result<void> { return fail(Code::io, "never called"); }));
}

TEST_CASE("input is bounded in length and depth") {
  CHECK(json::parse("[1,2,3]", 6).error().code == Code::too_large);
  CHECK_FALSE(json::parse(std::string(40, '[') + std::string(40, ']'), 1000));
  CHECK_FALSE(json::parse("{\"a\":1} x", 1000));
  CHECK_FALSE(json::parse("\"\xff\"", 1000));
}

TEST_CASE("a newer format is refused in words") {
  const auto value = json::parse(R"({"format": 3})", 100).value();
  const auto result = json::Reader(value, "catalog").check_format(2);
  REQUIRE_FALSE(result);
  CHECK(result.error().code == Code::unsupported);
  CHECK(result.error().message.find("update the program") != std::string::npos);
}
