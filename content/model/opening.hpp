// When a place is open, by the week and but for some days.
#pragma once

#include <array>
#include <optional>
#include <vector>

#include "content/model/week.hpp"

namespace rohnamo::model {

constexpr std::size_t most_hours = 8;          // spans in a day
constexpr std::size_t most_closed_days = 400;  // a year of them, and some

struct Opening {
  std::array<std::vector<Hours>, 7> week;       // from Monday; in order, none meets another
  std::vector<std::chrono::local_days> closed;  // whole days, in order
  bool operator==(const Opening&) const = default;

  [[nodiscard]] const std::vector<Hours>& on(std::chrono::local_days day) const;
};

struct OpenState {
  bool open = false;
  // When that changes; none: not within the next two months.
  std::optional<LocalTime> until;
};

// Spans that meet at midnight are one.
OpenState state_at(const Opening& opening, LocalTime now);

// {"mon": ["09:00-12:00"], …, "closed": ["2026-03-21"]}. Spans that are empty, out of order or
// overlap are an error, as are more than the limits.
base::Result<Opening> read_opening(const base::json::Reader& object);
base::json::Object write_opening(const Opening& opening);

}  // namespace rohnamo::model
