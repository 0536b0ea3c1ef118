#include <fmt/format.h>

#include "tests/bench/samples.hpp"
#include "tests/bench/sections.hpp"
#include "tests/bench/visit.hpp"

namespace rohnamo::bench {
namespace {

using base::Result;

constexpr double goal_ms = 2 * 1000.0 / 60;
constexpr std::size_t touches = 15;
constexpr std::chrono::milliseconds breath{700};  // a fade is over, a page stands still

scene::Rect middle_of(const scene::Rect& rect) {
  constexpr int side = 4;
  return {rect.x + (rect.w - side) / 2, rect.y + (rect.h - side) / 2, side, side};
}

// A finger comes down on a button, and glides off.
Result<double> press_ms(Visit& visit) {
  const scene::Rect watched = middle_of(visit.language);
  const auto before = TRY(visit.visitor.look_at(watched));
  const Stopwatch watch;
  visit.visitor.down(watched.x, watched.y);
  TRY(visit.visitor.wait_for_change(watched, before, visit.kiosk));
  const double milliseconds = watch.milliseconds();
  visit.visitor.move(visit_width / 2, visit_height / 2);
  visit.visitor.up();
  TRY(visit.kiosk.leave_for(breath));
  return milliseconds;
}

// A finger leaves a slide, and the story opens.
Result<double> open_ms(Visit& visit) {
  const scene::Rect watched{0, visit_height / 2, visit_width, 1};
  const auto before = TRY(visit.visitor.look_at(watched));
  visit.visitor.down(visit_width / 3, visit_height / 2);
  TRY(visit.kiosk.leave_for(std::chrono::milliseconds(60)));
  const Stopwatch watch;
  visit.visitor.up();
  TRY(visit.visitor.wait_for_change(watched, before, visit.kiosk));
  const double milliseconds = watch.milliseconds();
  TRY(visit.kiosk.leave_for(breath));
  visit.visitor.escape();
  TRY(visit.kiosk.leave_for(breath));
  return milliseconds;
}

Result<void> measure(Visit& visit, const char* what, Result<double> (*once)(Visit&),
                     std::size_t times, Table& table) {
  Samples samples;
  for (std::size_t i = 0; i < times; ++i) samples.add(TRY(once(visit)));
  table.goal(what, samples.median(), "ms", goal_ms);
  return {};
}

}  // namespace

Result<void> measure_touch(const Setting& setting, Table& table) {
  const std::size_t times = std::min(touches, setting.starts);
  table.section(fmt::format(
      "From a touch to the first pixel that changes, seen from outside (median of {})", times));
  Visit visit = TRY(Visit::begin(setting));
  TRY(measure(visit, "a button is pressed", press_ms, times, table));
  return measure(visit, "a story is opened", open_ms, times, table);
}

}  // namespace rohnamo::bench
