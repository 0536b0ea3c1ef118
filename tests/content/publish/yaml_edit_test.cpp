#include "content/publish/yaml_edit.hpp"

#include <yaml-cpp/yaml.h>

#include <catch2/catch.hpp>

using namespace rohnamo;
using publish::with_text;

namespace {

const std::string channel = R"(# The channel.
format: 1
organisation: {en: Organisation, "fa": "سازمان, ما"}   # the masthead
name:
  en: Mission   # in short
  # by Nigora
  ru: 'It''s'
topics:
  - id: work   # the first
    name: {en: Work}
  - id: women
    name:
      en: Women
      fa: >
        زنان

      ru:
        two lines
        here

# the end
help: mission
)";

std::string edited(const std::string& yaml, const publish::YamlPath& path,
                   const std::string& text) {
  const auto result = with_text(yaml, path, text);
  return result ? *result : "refused: " + result.error().message;
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const auto at = text.find(from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

}  // namespace

TEST_CASE("a text is put in where one stands, and nothing else changes") {
  CHECK(edited(channel, {"organisation", "en"}, "Union") ==
        replaced(channel, "en: Organisation,", "en: Union,"));
  CHECK(edited(channel, {"organisation", "fa"}, "a \"b\" \\ c") ==
        replaced(channel, "\"سازمان, ما\"", R"("a \"b\" \\ c")"));
  CHECK(edited(channel, {"name", "en"}, "Office: here") ==
        replaced(channel, "en: Mission ", "en: \"Office: here\" "));
  CHECK(edited(channel, {"name", "ru"}, "Он") == replaced(channel, "'It''s'", "\"Он\""));
  CHECK(edited(channel, {"topics", "1", "name", "fa"}, "خانواده") ==
        replaced(channel, ">\n        زنان", "خانواده"));
  CHECK(edited(channel, {"topics", "1", "name", "ru"}, "one") ==
        replaced(channel, "\n        two lines\n        here", "\n        one"));
  CHECK(edited(channel, {"help"}, "other") == replaced(channel, "help: mission", "help: other"));
  CHECK(edited("a:\nb: x\n", {"a"}, "y") == "a: \"y\"\nb: x\n");
  CHECK(edited("{en: a, fa: b}", {"fa"}, "c, d") == "{en: a, fa: \"c, d\"}");
}

TEST_CASE("a text that is not there is the last of its mapping") {
  CHECK(edited(channel, {"organisation", "tg"}, "Созмон") ==
        replaced(channel, "ما\"}", "ما\", tg: \"Созмон\"}"));
  CHECK(edited(channel, {"name", "tg"}, "Намояндагӣ") ==
        replaced(channel, "'It''s'\n", "'It''s'\n  tg: \"Намояндагӣ\"\n"));
  CHECK(edited(channel, {"topics", "0", "name", "tg"}, "Кор") ==
        replaced(channel, "{en: Work}", "{en: Work, tg: Кор}"));
  CHECK(edited("a:\n  en: x # why\nb: 1\n", {"a", "fa"}, "y") ==
        "a:\n  en: x # why\n  fa: y\nb: 1\n");
  CHECK(edited("title: x", {"source"}, "0123456789ab") == "title: x\nsource: \"0123456789ab\"");
}

TEST_CASE("mappings on the way to a text are made") {
  CHECK(edited("a: x\n", {"b", "en"}, "y") == "a: x\nb: {en: y}\n");
  CHECK(edited("a:\n  en: \"x\"\nb: 1\n", {"a", "fa", "c"}, "y") ==
        "a:\n  en: \"x\"\n  fa: {c: \"y\"}\nb: 1\n");
  CHECK(edited("a: {en: x}\n", {"a", "fa", "c"}, "y") == "a: {en: x, fa: {c: y}}\n");
  CHECK(edited("a: {en: x, fa: {c: y}}\n", {"a", "fa", "d"}, "z") ==
        "a: {en: x, fa: {c: y, d: z}}\n");
}

TEST_CASE("any text comes back as it was put in") {
  for (const std::string text : {"null", "~",    "true", "yes",  "- a", "a: b", "a #b", "#a", "",
                                 " a",   "a\nb", "a\tb", "\x01", "{a}", "*a",   "&a",   "!a", "%a",
                                 "@a",   "`a`",  "\"",   "'",    "012", "a:",   "زنان"}) {
    INFO(text);
    for (const std::string yaml : {"a: {en: x}", "a:\n  en: x\n", "a: {en: \"x\"}"})
      for (const std::string language : {"en", "fa"}) {
        const auto result = with_text(yaml, {"a", language}, text);
        REQUIRE(result);
        CHECK(YAML::Load(*result)["a"][language].Scalar() == text);
      }
  }
}

TEST_CASE("what cannot be changed safely is refused with advice") {
  for (const std::string yaml : {"a: &x {en: x}\nb: *x\n", "a:\n  en: &x y\n  fa: *x\n",
                                 "a:\n  en: | # why\n    x\n", "a:\n  en: # why\n    x\n"}) {
    INFO(yaml);
    CHECK_THAT(edited(yaml, {"a", "en"}, "z"),
               Catch::StartsWith("refused: ") && Catch::Contains("a"));
  }
  CHECK_THAT(edited("a: x\n", {"a", "en"}, "z"), Catch::Contains("there are no fields"));
  CHECK_THAT(edited("a: x\n", {"a", "en", "b"}, "z"), Catch::Contains("there are no fields"));
  CHECK_THAT(edited("a: [x]\n", {"a", "1", "b"}, "z"), Catch::Contains("there are no fields"));
  CHECK_THAT(edited("a: [x\n", {"a"}, "z"), Catch::Contains("not YAML"));
}
