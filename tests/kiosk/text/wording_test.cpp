#include <catch2/catch.hpp>

#include "kiosk/text/wording.hpp"
#include "kiosk/text/zone.hpp"

namespace rohnamo::text {
namespace {

using model::Direction;
using namespace std::chrono_literals;

Wording in(const std::string& code, const std::string& locale,
           std::map<std::string, std::string, std::less<>> patterns,
           Direction direction = Direction::left_to_right) {
  const model::Language language{code, code, locale, direction, {}};
  return {language, {code, std::move(patterns)}, "Asia/Dushanbe"};
}

base::Time at(int year, unsigned month, unsigned day, std::chrono::seconds time) {
  return std::chrono::sys_days(std::chrono::year(year) / static_cast<int>(month) /
                               static_cast<int>(day)) +
         time;
}

TEST_CASE("a pattern's names are filled in; without a pattern the key itself is said") {
  const auto english = in("en", "en", {{"position", "{n} of {total}"}, {"from", "From {date}"}});
  CHECK(english.say("position", {{"n", 3}, {"total", 12}}) == "3 of 12");
  CHECK(english.say("from", {{"date", "2018"}}) == "From 2018");
  CHECK(english.say("nothing") == "nothing");
  CHECK(english.knows("from"));
  CHECK_FALSE(english.knows("nothing"));
}

TEST_CASE("a broken pattern says its key, an apostrophe is an apostrophe") {
  const auto uzbek = in("uz", "uz-Latn", {{"bad", "{n, plural, one {"}, {"good", "Qo'ng'iroq"}});
  CHECK(uzbek.say("bad", {{"n", 1}}) == "bad");
  CHECK(uzbek.say("good") == "Qo'ng'iroq");
}

TEST_CASE("plurals by the language's rules, numbers in its digits") {
  const auto russian = in(
      "ru", "ru",
      {{"m", "{n, plural, one {# минуту} few {# минуты} many {# минут} other {# минуты}} назад"}});
  CHECK(russian.say("m", {{"n", 1}}) == "1 минуту назад");
  CHECK(russian.say("m", {{"n", 3}}) == "3 минуты назад");
  CHECK(russian.say("m", {{"n", 11}}) == "11 минут назад");
  CHECK(russian.say("m", {{"n", 21}}) == "21 минуту назад");

  const auto dari =
      in("fa", "fa-AF-u-ca-gregory", {{"p", "{n} از {total}"}}, Direction::right_to_left);
  CHECK(dari.say("p", {{"n", 3}, {"total", 12}}) == "۳ از ۱۲");
}

TEST_CASE("a name of the other direction is isolated from the sentence around it") {
  const auto russian = in("ru", "ru", {{"shown", "Показано: {language}."}});
  CHECK(russian.say("shown", {{"language", "فارسی"}}) == "Показано: \u2068فارسی\u2069.");
  CHECK(russian.say("shown", {{"language", "English"}}) == "Показано: English.");
}

TEST_CASE("times and days of the week, in a sentence and by themselves") {
  const auto english = in("en", "en", {});
  CHECK(english.minute(9 * 60 + 5) == "09:05");
  CHECK(english.minute(0) == "00:00");
  CHECK(english.minute(24 * 60) == "24:00");
  CHECK(english.on_weekday(0) == "Monday");
  CHECK(english.weekday(6, true) == "Sun");
  CHECK(english.date(std::chrono::local_days(std::chrono::year(2026) / 3 / 21)) ==
        "March 21, 2026");
  const auto russian = in("ru", "ru", {{"weekday_2", "во вторник"}});
  CHECK(russian.on_weekday(1) == "во вторник");
  CHECK(russian.on_weekday(2) == "среда");
  CHECK(russian.weekday(2, false) == "Среда");
  CHECK(in("fa", "fa-AF-u-ca-gregory", {}).minute(17 * 60) == "۱۷:۰۰");
}

TEST_CASE("a zone's clock, with its summer time and without") {
  const auto winter = at(2026, 1, 15, 0s);
  CHECK(local_clock(winter, "Asia/Dushanbe").east == 5h);
  CHECK_FALSE(local_clock(winter, "Asia/Dushanbe").until);
  const auto berlin = local_clock(winter, "Europe/Berlin");
  CHECK(berlin.east == 1h);
  CHECK(berlin.until == at(2026, 3, 29, 1h));
  CHECK(local_clock(at(2026, 3, 29, 1h), "Europe/Berlin").east == 2h);
  CHECK(local_clock(winter, "Nowhere/At all").east == 0s);
}

TEST_CASE("a story's date is as precise as it is given, in the language's words") {
  const auto russian = in("ru", "ru", {});
  CHECK(russian.story_date("2018") == "2018");
  CHECK(russian.story_date("2018-09") == "сентябрь 2018\u202fг.");
  CHECK(russian.story_date("2019-05-14") == "14 мая 2019\u202fг.");
  const auto dari = in("fa", "fa-AF-u-ca-gregory", {}, Direction::right_to_left);
  CHECK(dari.story_date("2019-05-14") == "۱۴ می ۲۰۱۹");
  const auto afghan = in("fa", "fa-AF", {}, Direction::right_to_left);
  CHECK(afghan.story_date("2019-05-14") == "۲۴ ثور ۱۳۹۸");
  CHECK(in("en", "en-GB", {}).story_date("2019-05-14") == "14 May 2019");
}

TEST_CASE("what is no date is shown as it is") {
  const auto english = in("en", "en", {});
  for (const std::string text :
       {"", "soon", "2018-13", "2018-9", "2018-09-32", "20180914", "2018-"}) {
    CHECK(english.story_date(text) == text);
  }
}

TEST_CASE("the strings may say dates better than ICU does") {
  const auto tajik = in("tg", "tg",
                        {{"month_5", "майи"},
                         {"date_day", "{day} {month} соли {year}"},
                         {"date_month", "{month} соли {year}"}});
  CHECK(tajik.story_date("2019-05-14") == "14 майи соли 2019");
  CHECK(tajik.story_date("2019-05") == "майи соли 2019");
  CHECK(tajik.story_date("2019") == "2019");
  const auto uzbek = in("uz", "uz-Latn", {{"date_day", "{year}-yil {day}-{month}"}});
  CHECK(uzbek.story_date("2019-05-14") == "2019-yil 14-may");
}

TEST_CASE("moments are told in the channel's time zone") {
  const auto english = in("en", "en-GB", {});
  const auto late = at(2019, 5, 14, 20h + 5min);  // in Dushanbe, UTC+5, it is the next day
  CHECK(english.day(late) == "15 May 2019");
  CHECK(english.clock(late) == "01:05");
  const model::Language language{"en", "English", "en-GB", Direction::left_to_right, {}};
  CHECK(Wording(language, {}, "Nowhere/Land").clock(late) == "20:05");
}

}  // namespace
}  // namespace rohnamo::text
