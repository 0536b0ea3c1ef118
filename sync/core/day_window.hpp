// A part of each day: "22:00-06:00". Pure.
#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "content/base/result.hpp"

namespace rohnamo::core {

// By the local clock, whatever that does in spring and autumn. From `from` up to `to`, over
// midnight where `to` is the earlier.
struct DayWindow {
  std::chrono::minutes from{0}, to{0};  // since midnight, below 24 hours; never equal

  // Two times of day as HH:MM. Error: invalid_input.
  static base::Result<DayWindow> parse(std::string_view text);
  [[nodiscard]] bool contains(std::chrono::local_seconds now) const;
  [[nodiscard]] std::string text() const;
};

}  // namespace rohnamo::core
