#include <fmt/format.h>

#include "content/base/time.hpp"
#include "tests/bench/samples.hpp"
#include "tests/bench/sections.hpp"
#include "tests/bench/visit.hpp"

namespace rohnamo::bench {
namespace {

using base::Result;

constexpr double goal_page_mb = 25;
constexpr double goal_carousel_mb = 45;
constexpr double goal_minute_seconds = 0.5;
constexpr double goal_wakeups = 1;  // the next deadline
constexpr std::chrono::milliseconds glance{100};

Result<double> memory_mb(const Process& process) {
  return static_cast<double>(TRY(process.memory())) / 1e6;
}

Result<void> measure_carousel(Visit& visit, std::chrono::seconds minute, Table& table) {
  const double cpu = TRY(visit.kiosk.cpu_seconds());
  Samples memory;
  for (const Stopwatch watch; watch.seconds() < static_cast<double>(minute.count());) {
    memory.add(TRY(memory_mb(visit.kiosk)));
    TRY(visit.kiosk.leave_for(glance));
  }
  table.goal(fmt::format("{} s of the carousel", minute.count()),
             TRY(visit.kiosk.cpu_seconds()) - cpu, "s", goal_minute_seconds);
  table.goal("memory meanwhile, half the time", memory.median(), "MB", goal_carousel_mb);
  table.goal("memory meanwhile, at most", memory.highest(), "MB", goal_carousel_mb);
  return {};
}

// The clock on the page turns with the minute, which is a deadline like any other.
std::chrono::seconds until_minute_lasts(std::chrono::seconds span) {
  constexpr std::chrono::seconds minute{60}, drawn{2};
  const auto gone = base::system_now().time_since_epoch() % minute;
  return gone > drawn && gone + span < minute ? std::chrono::seconds(0) : minute - gone + drawn;
}

Result<void> measure_pages(Visit& visit, std::chrono::seconds still, Table& table) {
  TRY(visit.open_reader());
  table.goal("memory in the reader", TRY(memory_mb(visit.kiosk)), "MB", goal_page_mb);
  TRY(visit.kiosk.leave_for(until_minute_lasts(still)));
  const std::uint64_t before = TRY(visit.kiosk.wakeups());
  TRY(visit.kiosk.leave_for(still));
  table.goal(fmt::format("{} s of it standing still", still.count()),
             static_cast<double>(TRY(visit.kiosk.wakeups()) - before), "wakeups", goal_wakeups);
  visit.visitor.tap(visit.home.x + visit.home.w / 2, visit.home.y + visit.home.h / 2);
  TRY(visit.kiosk.leave_for(std::chrono::seconds(2)));
  table.goal("memory among all stories", TRY(memory_mb(visit.kiosk)), "MB", goal_page_mb);
  return {};
}

}  // namespace

Result<void> measure_rest(const Setting& setting, Table& table) {
  table.section(fmt::format("A kiosk left alone, and then visited, {}x{} (proportional set size)",
                            visit_width, visit_height));
  Visit visit = TRY(Visit::begin(setting));
  table.goal("memory on the first slide", TRY(memory_mb(visit.kiosk)), "MB", goal_carousel_mb);
  TRY(measure_carousel(visit, setting.minute, table));
  return measure_pages(visit, setting.still, table);
}

}  // namespace rohnamo::bench
