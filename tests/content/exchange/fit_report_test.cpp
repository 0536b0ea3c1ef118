#include "content/exchange/fit_report.hpp"

#include <catch2/catch.hpp>

#include "content/exchange/screen_size.hpp"

using namespace rohnamo;
using namespace rohnamo::exchange;

TEST_CASE("a report of what is cut goes through its bytes unchanged") {
  FitReport report;
  report.cuts = {{"story:home", "tg", "1280x800@10.1", CutText::Part::summary, 120},
                 {"notice:offices/north/road", "en", "1920x1080", CutText::Part::headline, 0}};
  report.more = true;
  const FitReport back = parse_fit_report(serialize(report)).value();
  REQUIRE(back.cuts.size() == 2);
  CHECK(back.cuts[0].item == "story:home");
  CHECK(back.cuts[0].language == "tg");
  CHECK(back.cuts[0].screen == "1280x800@10.1");
  CHECK(back.cuts[0].part == CutText::Part::summary);
  CHECK(back.cuts[0].room == 120);
  CHECK(back.cuts[1].part == CutText::Part::headline);
  CHECK(back.more);
}

TEST_CASE("what is no report of cuts is refused") {
  for (
      const char* bytes :
      {"", "[]", R"({"format":2,"cuts":[]})",
       R"({"format":1,"cuts":[{"item":"story:a","language":"en","screen":"1x1","part":"body","room":1}]})",
       R"({"format":1,"cuts":[{"item":"story:a","language":"en","part":"summary","room":1}]})"}) {
    CAPTURE(bytes);
    CHECK_FALSE(parse_fit_report(bytes));
  }
}

TEST_CASE("screens are named by their pixels, and their inches where they say them") {
  const auto sizes = parse_screen_sizes("1920x1080,1280x800@10.1").value();
  REQUIRE(sizes.size() == 2);
  CHECK(sizes[0] == ScreenSize{1920, 1080, 0});
  CHECK(sizes[1] == ScreenSize{1280, 800, 10.1});
  CHECK(to_string(sizes[0]) == "1920x1080");
  CHECK(to_string(sizes[1]) == "1280x800@10.1");
}

TEST_CASE("what is no screen is refused in words") {
  const auto refused = [](const char* list) { return parse_screen_sizes(list).error().message; };
  CHECK(refused("") == "'' is no size like 1920x1080");
  CHECK(refused("1920x1080,") == "'' is no size like 1920x1080");
  CHECK(refused("1920") == "'1920' is no size like 1920x1080");
  CHECK(refused("319x1080") == "'319x1080' is no size like 1920x1080");
  CHECK(refused("1920x16385") == "'1920x16385' is no size like 1920x1080");
  CHECK(refused("1920x1080@6") == "'6' is no diagonal in inches, from 7 to 120");
  CHECK(refused("1920x1080@") == "'' is no diagonal in inches, from 7 to 120");
}
