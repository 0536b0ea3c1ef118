#include "sync/core/pace.hpp"

#include <catch2/catch.hpp>

#include "sync/core/day_window.hpp"

using namespace rohnamo;
using namespace std::chrono_literals;
using std::chrono::milliseconds;

TEST_CASE("bytes are paid for with waiting, after a second's credit") {
  core::Pace pace(1'000);
  CHECK(pace.spend(1'000, 5s) == 0ms);
  CHECK(pace.spend(500, 5s) == 500ms);
  CHECK(pace.spend(500, 5'500ms) == 500ms);
  CHECK(pace.spend(1, 6s) == 1ms);
}

TEST_CASE("silence is made up for by a second, not by an hour") {
  core::Pace pace(1'000);
  pace.spend(1'000, 0ms);
  CHECK(pace.spend(3'000, 1h) == 2s);
}

TEST_CASE("small pieces add up to the same as great ones") {
  core::Pace pace(3'000);
  milliseconds now = 0ms;
  for (int i = 0; i < 30'000; ++i) now += pace.spend(1, now);
  CHECK(now >= 8'900ms);
  CHECK(now <= 9'100ms);
}

TEST_CASE("those who share a pace share its rate") {
  core::Pace pace(1'000);
  pace.spend(1'000, 0ms);
  CHECK(pace.spend(1'000, 0ms) == 1s);
  CHECK(pace.spend(1'000, 0ms) == 2s);
}

TEST_CASE("no limit, no waiting") {
  core::Pace pace(0);
  CHECK(pace.spend(1ULL << 60, 0ms) == 0ms);
}

TEST_CASE("a part of the day, also over midnight") {
  const auto at = [](milliseconds time_of_day) {
    return std::chrono::local_seconds(std::chrono::floor<std::chrono::seconds>(
        milliseconds(std::chrono::days(20'000)) + time_of_day));
  };
  const auto night = core::DayWindow::parse("22:00-06:00").value();
  CHECK(night.contains(at(22h)));
  CHECK(night.contains(at(23h + 59min + 59s)));
  CHECK(night.contains(at(0h)));
  CHECK(night.contains(at(5h + 59min + 59s)));
  CHECK_FALSE(night.contains(at(6h)));
  CHECK_FALSE(night.contains(at(21h + 59min + 59s)));
  CHECK(night.text() == "22:00-06:00");
  const auto noon = core::DayWindow::parse("11:30-13:00").value();
  CHECK(noon.contains(at(11h + 30min)));
  CHECK_FALSE(noon.contains(at(13h)));
  CHECK_FALSE(noon.contains(at(0h)));
}

TEST_CASE("what is no part of a day is refused in words") {
  const std::string text = GENERATE("", "22:00", "22:00-", "22:00-22:00", "22-6", "24:00-06:00",
                                    "22:60-06:00", "22:00-06:00 ", "2 :00-06:00", "-1:00-06:00");
  const auto window = core::DayWindow::parse(text);
  INFO(text);
  REQUIRE_FALSE(window);
  CHECK(window.error().code == base::Code::invalid_input);
  CHECK(window.error().message.find("22:00-06:00") != std::string::npos);
}
