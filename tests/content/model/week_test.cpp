#include "content/model/week.hpp"

#include <catch2/catch.hpp>

using namespace rohnamo::model;
using std::chrono::days;
using std::chrono::minutes;

namespace {

constexpr std::uint8_t monday = 1, sunday = 64;

// Days from Monday 2026-03-02.
LocalTime at(int day, int hour, int minute = 0) {
  const std::chrono::local_days first(std::chrono::year(2026) / 3 / 2);
  return first + days(day) + minutes(hour * 60 + minute);
}

}  // namespace

TEST_CASE("hours are written as a clock shows them") {
  CHECK(parse_hours("09:00-17:30").value() == Hours{540, 1050});
  CHECK(parse_hours("00:00-24:00").value() == Hours());
  CHECK(to_string({540, 1440}) == "09:00-24:00");
  for (const char* wrong : {"", "9:00-17:00", "09:00", "09:00-", "09:00-17:60", "24:01-25:00",
                            "09:00-17:00 ", "09:00–17:00", "-1:00-17:00", "09:00-1700"})
    CHECK_FALSE(parse_hours(wrong));
}

TEST_CASE("days are one, or from one to another, also over the week's end") {
  using Days = std::vector<int>;
  CHECK(parse_weekdays("mon") == Days{0});
  CHECK(parse_weekdays("mon-fri") == Days{0, 1, 2, 3, 4});
  CHECK(parse_weekdays("sat-mon") == Days{5, 6, 0});
  CHECK(parse_weekdays("sun-sun") == Days{6});
  for (const char* text : {"", "-", "mon-", "-fri", "monday", "mon-fri-sun", "Mon"})
    CHECK_FALSE(parse_weekdays(text));
}

TEST_CASE("a clock of a zone is so much ahead of UTC") {
  const rohnamo::base::Time midnight(rohnamo::base::seconds(0));
  const LocalClock dushanbe{std::chrono::hours(5), {}};
  CHECK(minute_of(dushanbe.at(midnight)) == 300);
  CHECK(dushanbe.time(dushanbe.at(midnight)) == midnight);
}

TEST_CASE("a rhythm is of days and of hours") {
  const Rhythm rhythm{monday, {8 * 60, 18 * 60}};
  CHECK_FALSE(rhythm.includes(at(0, 7, 59)));
  CHECK(rhythm.includes(at(0, 8)));
  CHECK(rhythm.includes(at(0, 17, 59)));
  CHECK_FALSE(rhythm.includes(at(0, 18)));
  CHECK_FALSE(rhythm.includes(at(1, 9)));
  CHECK(rhythm.changes_after(at(0, 7)) == at(0, 8));
  CHECK(rhythm.changes_after(at(0, 8)) == at(0, 18));
  CHECK(rhythm.changes_after(at(0, 18)) == at(7, 8));
}

TEST_CASE("hours over midnight belong to the day on which they begin") {
  const Rhythm rhythm{sunday, {22 * 60, 2 * 60}};
  CHECK_FALSE(rhythm.includes(at(6, 1)));
  CHECK(rhythm.includes(at(6, 23)));
  CHECK(rhythm.includes(at(7, 1, 59)));
  CHECK_FALSE(rhythm.includes(at(7, 2)));
  CHECK_FALSE(rhythm.includes(at(7, 23)));
  CHECK(rhythm.changes_after(at(7, 1)) == at(7, 2));
  CHECK(rhythm.changes_after(at(7, 3)) == at(13, 22));
}

TEST_CASE("no days are all days, and always does not change") {
  CHECK(Rhythm().always());
  CHECK(Rhythm().includes(at(3, 3)));
  CHECK_FALSE(Rhythm().changes_after(at(3, 3)));
  CHECK((Rhythm{0, {60, 120}}).includes(at(5, 1, 30)));
}
