#include <catch2/catch.hpp>

#include "tests/content/publish/channel_world.hpp"

using namespace rohnamo;
using tests::ChannelWorld;

namespace {

std::string strings_file(const std::string& language, const std::string& lines) {
  return "format: 1\nlanguage: " + language + "\nstrings:\n" + lines;
}

}  // namespace

TEST_CASE("a channel's own words go over the program's") {
  ChannelWorld world;
  world.write("strings/fa.yaml", strings_file("fa", "  read: بخوانید\n"));
  publish::Faults faults;
  const auto source = world.read_source(faults);
  CHECK(faults.errors() == 0);
  CHECK(source.strings.at("fa")["read"] == "بخوانید");
  CHECK(source.strings.at("fa")["back"] == "برگشت");
}

TEST_CASE("a language without words, or with a word missing, is a fault that names it") {
  ChannelWorld world;
  world.replace("channel.yaml", "  - {code: fa", "  - {code: ka, name: ქართული}\n  - {code: fa");
  CHECK_THAT(world.faults(),
             Catch::Contains(
                 "strings: error: all of the screen's own words of the screen are missing in ka") ||
                 Catch::Contains("are missing in ka"));
  world.write("strings/ka.yaml", strings_file("ka", "  read: წაკითხვა\n"));
  const auto faults = world.faults();
  CHECK_THAT(faults, Catch::Contains("error: `back`"));
  CHECK_THAT(faults, !Catch::Contains("error: `read`"));
}

TEST_CASE("a pattern that is none, and one with other placeholders, are faults at their line") {
  struct Row {
    const char* line;
    const char* fault;
  };
  const Row row = GENERATE(values<Row>({
      {"  position: \"{n} از {total\"\n", "strings/fa.yaml:4:13: error: this is no ICU message"},
      {"  position: \"{n} از {همه}\"\n",
       "strings/fa.yaml:4:13: error: `position` has the placeholders"},
      {"  read: \"{n}\"\n",
       "strings/fa.yaml:4:9: error: `read` has the placeholders {n}, English has none"},
      {"  fresh_days: \"{n, plural, one {روز}}\"\n",
       "strings/fa.yaml:4:15: error: this is no ICU message"},
      {"  date_day: \"{day} {moth}\"\n",
       "strings/fa.yaml:4:13: error: `date_day` has the placeholders"},
      {"  reed: x\n", "strings/fa.yaml:4:9: warning: the screen has no words `reed`"},
  }));
  ChannelWorld world;
  world.write("strings/fa.yaml", strings_file("fa", row.line));
  CHECK_THAT(world.faults(), Catch::Contains(row.fault));
}

TEST_CASE("words for dates are a language's own affair") {
  ChannelWorld world;
  world.write("strings/fa.yaml",
              strings_file("fa", "  date_month: \"{month} {year}\"\n  month_1: جنوری\n"));
  CHECK_THAT(world.faults(), !Catch::Contains("date_") && !Catch::Contains("month_"));
}

TEST_CASE("a file of words says its own language") {
  ChannelWorld world;
  world.write("strings/fa.yaml", strings_file("tg", "  read: x\n"));
  CHECK_THAT(world.faults(), Catch::Contains("strings/fa.yaml:2:11: error: `language` is `tg`"));
}
