#include "kiosk/app/light.hpp"

#include <catch2/catch.hpp>

namespace rohnamo::app {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

// A Monday, at the given time of day.
model::LocalTime monday(int hour, int minute = 0) {
  return model::LocalTime(std::chrono::local_days(std::chrono::year(2026) / 11 / 23)) +
         hours(hour) + minutes(minute);
}

LightPlan office_hours() {
  LightPlan plan;
  plan.lit = {{0b0011111, {8 * 60, 18 * 60}}};  // Monday to Friday
  return plan;
}

TEST_CASE("without a plan the screen is always lit, and nothing is waited for") {
  const Light light({});
  CHECK(light.at(Millis(0), monday(3)).lit);
  CHECK(light.changes_at(Millis(0), monday(3)) == Millis::max());
}

TEST_CASE("the screen is lit in its hours, and each change is known beforehand") {
  const Light light(office_hours());
  CHECK_FALSE(light.at(Millis(0), monday(7, 59)).lit);
  CHECK(light.at(Millis(0), monday(8)).lit);
  CHECK_FALSE(light.at(Millis(0), monday(18)).lit);
  CHECK_FALSE(light.at(Millis(0), monday(10) + std::chrono::days(5)).lit);
  CHECK(light.changes_at(Millis(5'000), monday(7)) == Millis(5'000) + hours(1));
  CHECK(light.changes_at(Millis(5'000), monday(8)) == Millis(5'000) + hours(10));
}

TEST_CASE("a touch lights a dark screen for four minutes after the last one") {
  Light light(office_hours());
  light.touched(Millis(1'000));
  CHECK(light.at(Millis(1'000), monday(22)).lit);
  CHECK(light.changes_at(Millis(1'000), monday(22)) == Millis(241'000));
  light.touched(Millis(60'000));
  CHECK(light.at(Millis(250'000), monday(22)).lit);
  CHECK_FALSE(light.at(Millis(300'000), monday(22)).lit);
  CHECK(light.changes_at(Millis(300'000), monday(22)) == Millis(300'000) + hours(10));
}

TEST_CASE("where nobody knows the time the screen is lit as by day") {
  LightPlan plan = office_hours();
  plan.evening = model::Hours{18 * 60, 7 * 60};
  const Light light(plan);
  CHECK(light.at(Millis(0), std::nullopt) == Light::State{true, brightness_steps});
  CHECK(light.changes_at(Millis(0), std::nullopt) == Millis::max());
}

TEST_CASE("in the evening it is dimmer, over midnight too") {
  LightPlan plan;
  plan.brightness = 4;
  plan.evening = model::Hours{18 * 60, 7 * 60};
  plan.evening_brightness = 1;
  const Light light(plan);
  CHECK(light.at(Millis(0), monday(12)).brightness == 4);
  CHECK(light.at(Millis(0), monday(18)).brightness == 1);
  CHECK(light.at(Millis(0), monday(2)).brightness == 1);
  CHECK(light.at(Millis(0), monday(7)).brightness == 4);
  CHECK(light.changes_at(Millis(0), monday(12)) == Millis(hours(6)));
}

}  // namespace
}  // namespace rohnamo::app
