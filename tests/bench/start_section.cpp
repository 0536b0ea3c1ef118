#include <fmt/format.h>

#include "tests/bench/race.hpp"
#include "tests/bench/ready_socket.hpp"
#include "tests/bench/sections.hpp"
#include "tests/bench/story_cache.hpp"
#include "tests/bench/x_display.hpp"

namespace rohnamo::bench {
namespace {

using base::Path;
using base::Result;

constexpr int width = 1920;
constexpr int height = 1080;
// Long enough for the first slide to stand still, shorter than it stays.
constexpr std::chrono::milliseconds settled{2'000};

// One of the programs that are started by turns.
struct Rival {
  std::string name;
  Command command;
  Samples ready_ms;
  Samples cpu_ms;
  Samples memory_mb;
  std::optional<base::Error> error;  // the first; it is then out of the race
};

Rival bare_window(const Setting& setting) {
  Rival rival;
  rival.name = "bare SDL window";
  rival.command.arguments = {setting.bin / "rohnamo-bench-window", std::to_string(width),
                             std::to_string(height)};
  rival.command.log = setting.scratch / "window.log";
  return rival;
}

Rival kiosk(const Setting& setting, std::string name, const Result<Path>& cache) {
  Rival rival;
  rival.name = std::move(name);
  if (!cache) {
    rival.error = cache.error();
    return rival;
  }
  rival.command.arguments = kiosk_arguments(setting, *cache, width, height);
  rival.command.log = setting.scratch / "kiosk.log";
  return rival;
}

std::vector<Rival> make_rivals(const Setting& setting) {
  std::vector<Rival> rivals;
  rivals.push_back(bare_window(setting));
  for (const char* language : {"tg", "fa"})
    rivals.push_back(kiosk(setting,
                           fmt::format("kiosk, {}, {} stories", language, setting.few_stories),
                           story_cache(setting, setting.few_stories, language)));
  rivals.push_back(kiosk(setting, fmt::format("kiosk, tg, {} stories", setting.many_stories),
                         story_cache(setting, setting.many_stories, "tg")));
  return rivals;
}

Result<void> start_once(Rival& rival, const Setting& setting, bool counts, bool settle) {
  ReadySocket ready = TRY(ReadySocket::open(setting.scratch));
  rival.command.environment["NOTIFY_SOCKET"] = ready.address();
  const Stopwatch watch;
  Process process = TRY(Process::start(rival.command));
  TRY(ready.wait(process));
  const double milliseconds = watch.milliseconds();
  const double cpu_seconds = TRY(process.cpu_seconds());
  if (counts) rival.ready_ms.add(milliseconds);
  if (counts) rival.cpu_ms.add(cpu_seconds * 1e3);
  if (settle) {
    TRY(process.leave_for(settled));
    rival.memory_mb.add(static_cast<double>(TRY(process.memory())) / 1e6);
  }
  TRY(process.stop());
  return {};
}

void take_turns(std::vector<Rival>& rivals, const Setting& setting) {
  for (std::size_t round = 0; round <= setting.starts; ++round) {
    const bool counts = round > 0;  // the first warms the caches
    const bool settle = round == setting.starts;
    for (Rival& rival : rivals) {
      if (rival.error) continue;
      const auto started = start_once(rival, setting, counts, settle);
      if (!started) rival.error = started.error();
    }
  }
}

}  // namespace

Result<void> measure_start(const Setting& setting, Table& table) {
  table.section(fmt::format("Process start to first story presented, {}x{} (median of {}, warm)",
                            width, height, setting.starts));
  const XDisplay display = TRY(XDisplay::open(setting.scratch, width, height));
  auto rivals = make_rivals(setting);
  for (Rival& rival : rivals) {
    rival.command.environment = {
        {"DISPLAY", display.name()}, {"SDL_VIDEODRIVER", "x11"}, {"LC_ALL", "C.UTF-8"}};
  }
  take_turns(rivals, setting);
  print_race(rivals, &Rival::ready_ms, "ms", "the bare window", table);
  table.section("Processor time of that start, all threads");
  print_race(rivals, &Rival::cpu_ms, "ms", "the bare window", table);
  table.section("Memory on the first slide (proportional set size)");
  print_race(rivals, &Rival::memory_mb, "MB", "the bare window", table);
  return {};
}

}  // namespace rohnamo::bench
