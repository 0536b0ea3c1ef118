#include <fmt/format.h>

#include <algorithm>

#include "tests/bench/race.hpp"
#include "tests/bench/sections.hpp"
#include "tests/bench/starter.hpp"
#include "tests/bench/x_display.hpp"

namespace rohnamo::bench {
namespace {

using base::Result;

constexpr double goal_warm = 1.5;  // times the bare window
constexpr double goal_cold = 2.5;
constexpr double goal_cpu_ms = 80;
constexpr double goal_window_ms = 41;  // what a bare window took where that goal was set

// The slowest of the kiosks; nothing where one was not measured.
std::optional<double> slowest(const std::vector<Starter>& starters, Samples Starter::*samples) {
  double most = 0;
  for (std::size_t i = 1; i < starters.size(); ++i) {
    if (starters[i].error) return std::nullopt;
    most = std::max(most, (starters[i].*samples).median());
  }
  return most;
}

void judge_start(const std::vector<Starter>& starters, double goal, Table& table) {
  const auto most = slowest(starters, &Starter::ready_ms);
  if (!most || starters.front().error) return;
  table.goal("the slowest of them by the bare window", *most / starters.front().ready_ms.median(),
             "times", goal);
}

// Ratios carry over from one machine to another; milliseconds do not.
void judge_cpu(const std::vector<Starter>& starters, Table& table) {
  const auto most = slowest(starters, &Starter::cpu_ms);
  if (!most) return;
  table.goal("the most of them", *most, "ms", goal_cpu_ms);
  if (starters.front().error) return;
  table.goal(fmt::format("the same where a bare window takes {} ms", goal_window_ms),
             *most * goal_window_ms / starters.front().ready_ms.median(), "ms", goal_cpu_ms);
}

}  // namespace

Result<void> measure_start(const Setting& setting, Table& table) {
  table.section(fmt::format("Process start to first story presented, {}x{} (median of {}, warm)",
                            start_width, start_height, setting.starts));
  const XDisplay display = TRY(XDisplay::open(setting.scratch, start_width, start_height));
  auto starters = make_starters(setting, display.name());
  for (std::size_t round = 0; round <= setting.starts; ++round)  // the first warms the caches
    start_all(starters, setting, round > 0, round == setting.starts, false);
  print_race(starters, &Starter::ready_ms, "ms", "the bare window", table);
  judge_start(starters, goal_warm, table);
  auto newcomers = make_newcomers(setting, display.name());
  for (std::size_t round = 0; round <= setting.starts; ++round)
    start_all(newcomers, setting, round > 0, false, false);
  table.section("The same with an edition that was never shown before");
  print_race(newcomers, &Starter::ready_ms, "ms", "the bare window", table);
  table.section("Processor time of the starts of known editions, all threads");
  print_race(starters, &Starter::cpu_ms, "ms", "the bare window", table);
  judge_cpu(starters, table);
  table.section("Memory on the first slide (proportional set size)");
  print_race(starters, &Starter::memory_mb, "MB", "the bare window", table);
  return {};
}

Result<void> measure_cold_start(const Setting& setting, Table& table) {
  const std::size_t runs = (setting.starts + 2) / 3;
  table.section(fmt::format(
      "The same with their files gone from memory, but for those in use (median of {})", runs));
  const XDisplay display = TRY(XDisplay::open(setting.scratch, start_width, start_height));
  auto starters = make_starters(setting, display.name());
  for (std::size_t round = 0; round <= runs; ++round)  // the first tells which files they map
    start_all(starters, setting, round > 0, false, true);
  print_race(starters, &Starter::ready_ms, "ms", "the bare window", table);
  judge_start(starters, goal_cold, table);
  return {};
}

}  // namespace rohnamo::bench
