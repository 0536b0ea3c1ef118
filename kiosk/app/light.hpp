// When the screen is lit and how brightly: by the local time, and by who touches it. Pure: times
// are handed in.
#pragma once

#include <optional>
#include <vector>

#include "content/model/week.hpp"
#include "kiosk/deck/scroll.hpp"

namespace rohnamo::app {

using deck::Millis;

constexpr int brightness_steps = 5;

struct LightPlan {
  std::vector<model::Rhythm> lit;       // when the screen is lit by itself; empty: always
  int brightness = brightness_steps;    // 1 to brightness_steps
  std::optional<model::Hours> evening;  // over midnight where it ends before it begins
  int evening_brightness = 2;
};

class Light {
 public:
  explicit Light(LightPlan plan) : plan_(std::move(plan)) {}

  // Somebody touched it: it is lit for four minutes, longer than anybody is waited for.
  void touched(Millis steady) { touched_at_ = steady; }

  struct State {
    bool lit = true;
    int brightness = brightness_steps;
    bool operator==(const State&) const = default;
  };
  // `local`: none where nobody knows the time; then it is lit as by day.
  [[nodiscard]] State at(Millis steady, const std::optional<model::LocalTime>& local) const;
  // When at() may give something else; Millis::max(): not before a touch.
  [[nodiscard]] Millis changes_at(Millis steady,
                                  const std::optional<model::LocalTime>& local) const;

 private:
  [[nodiscard]] bool awake(Millis steady) const;

  LightPlan plan_;
  std::optional<Millis> touched_at_;
};

}  // namespace rohnamo::app
