#include <fmt/format.h>

#include "tests/bench/large_channel.hpp"
#include "tests/bench/process.hpp"
#include "tests/bench/sections.hpp"

namespace rohnamo::bench {
namespace {

using base::Result;

constexpr std::chrono::minutes longest{10};
constexpr double goal_seconds = 5;

}  // namespace

Result<void> measure_check(const Setting& setting, Table& table) {
  const LargeChannel channel = TRY(large_channel(setting));
  table.section(fmt::format("rohnamo-content check of {} stories in {} languages (median of {})",
                            setting.many_stories, channel.languages, setting.checks));
  Command command;
  command.arguments = {(setting.bin / "rohnamo-content").string(),
                       "check",
                       channel.folder.string(),
                       "--fonts",
                       setting.fonts.string(),
                       "--cache",
                       (setting.scratch / "content-cache").string()};
  command.log = setting.scratch / "check.log";
  Samples seconds, cpu, memory;
  for (std::size_t i = 0; i <= setting.checks; ++i) {
    const Stopwatch watch;
    const Ended ended = TRY(run(command, longest));
    if (i == 0) continue;  // the pictures are drawn
    seconds.add(watch.milliseconds() / 1e3);
    cpu.add(ended.cpu_seconds);
    memory.add(static_cast<double>(ended.peak_memory) / 1e6);
  }
  table.goal("all of it, pictures drawn before", seconds.median(), "s", goal_seconds);
  table.row("processor time", cpu.median(), "s");
  table.row("peak memory", memory.median(), "MB");
  return {};
}

}  // namespace rohnamo::bench
