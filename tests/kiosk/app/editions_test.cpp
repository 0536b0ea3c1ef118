#include "kiosk/app/editions.hpp"

#include <catch2/catch.hpp>

#include "screen.hpp"

namespace rohnamo::app {
namespace {

using std::chrono::days;

TEST_CASE("the screen's schedules go by the trusted time") {
  const tests::TemporaryFolder folder;
  Editions editions(base::posix_fs(), folder.path() / "run");
  const base::Time built = base::build_time();
  const base::Time power_cut = base::Time(std::chrono::minutes(3));
  SECTION("of this program, where nothing else proves any") {
    CHECK(editions.trusted(power_cut) == built);
    CHECK(editions.trusted(built + days(700)) == built + days(700));
    CHECK(editions.trusted(built + days(731)) == built);
  }
  SECTION("that sync has proved") {
    News news;
    news.proven = built + days(400);
    editions.first(news, folder.path());
    CHECK(editions.trusted(power_cut) == built + days(400));
    CHECK(editions.trusted(built + days(300)) == built + days(400));
    CHECK(editions.trusted(built + days(1000)) == built + days(1000));
  }
}

TEST_CASE("where the installed channel was left too, there is the page that needs none") {
  const tests::TemporaryFolder folder;
  const base::Path run = folder.path() / "run", builtin = folder.path() / "builtin";
  publish(builtin, three_stories());
  const auto first = [&] {
    Editions editions(base::posix_fs(), run);
    editions.mind_starts(base::posix_fs(), run);
    const auto items = editions.first(std::nullopt, builtin);
    editions.begin(items, Millis(0));
    return edition_of(items) != nullptr;
  };
  for (int start = 0; start < most_starts; ++start) CHECK(first());
  CHECK_FALSE(first());
  CHECK_FALSE(first());
}

}  // namespace
}  // namespace rohnamo::app
