#include "tests/bench/starter.hpp"

#include <fmt/format.h>

#include "tests/bench/page_cache.hpp"
#include "tests/bench/race.hpp"
#include "tests/bench/ready_socket.hpp"
#include "tests/bench/story_cache.hpp"

namespace rohnamo::bench {
namespace {

using base::Path;
using base::Result;

// Long enough for the first slide to stand still, shorter than it stays.
constexpr std::chrono::milliseconds settled{2'000};

Starter bare_window(const Setting& setting) {
  Starter starter;
  starter.name = "bare SDL window";
  starter.command.arguments = {setting.bin / "rohnamo-bench-window", std::to_string(start_width),
                               std::to_string(start_height)};
  starter.command.log = setting.scratch / "window.log";
  return starter;
}

Path kept_picture(const Path& cache) {
  return kiosk_state(cache) / "first-picture";
}

Starter kiosk(const Setting& setting, std::size_t stories, const std::string& language) {
  Starter starter;
  starter.name = fmt::format("kiosk, {}, {} stories", language, stories);
  const auto cache = story_cache(setting, stories, language);
  if (!cache) {
    starter.error = cache.error();
    return starter;
  }
  starter.command.arguments = kiosk_arguments(setting, *cache, start_width, start_height);
  starter.command.log = setting.scratch / "kiosk.log";
  starter.files.push_back(kept_picture(*cache));
  for (const Path& folder : {*cache / "editions", setting.fonts})
    for (Path& file : files_below(folder)) starter.files.push_back(std::move(file));
  return starter;
}

void show_on(const std::string& display, std::vector<Starter>& starters) {
  for (Starter& starter : starters)
    starter.command.environment = {
        {"DISPLAY", display}, {"SDL_VIDEODRIVER", "x11"}, {"LC_ALL", "C.UTF-8"}};
}

Result<void> start_once(Starter& starter, const Setting& setting, bool counts, bool settle,
                        bool cold) {
  ReadySocket ready = TRY(ReadySocket::open(setting.scratch));
  starter.command.environment["NOTIFY_SOCKET"] = ready.address();
  if (!starter.forgets.empty()) std::filesystem::remove(starter.forgets);
  if (cold) forget(starter.files);
  const Stopwatch watch;
  Process process = TRY(Process::start(starter.command));
  TRY(ready.wait(process));
  const double milliseconds = watch.milliseconds();
  const double cpu_seconds = TRY(process.cpu_seconds());
  if (counts) starter.ready_ms.add(milliseconds);
  if (counts) starter.cpu_ms.add(cpu_seconds * 1e3);
  if (!counts)
    for (Path& file : mapped_files(process)) starter.files.push_back(std::move(file));
  if (settle || !counts) TRY(process.leave_for(settled));
  if (settle) {
    starter.memory_mb.add(static_cast<double>(TRY(process.memory())) / 1e6);
  }
  TRY(process.stop());
  return {};
}

}  // namespace

std::vector<Starter> make_starters(const Setting& setting, const std::string& display) {
  std::vector<Starter> starters;
  starters.push_back(bare_window(setting));
  for (const char* language : {"tg", "ru", "uz", "fa", "en"})
    starters.push_back(kiosk(setting, setting.few_stories, language));
  starters.push_back(kiosk(setting, setting.many_stories, "tg"));
  show_on(display, starters);
  return starters;
}

std::vector<Starter> make_newcomers(const Setting& setting, const std::string& display) {
  std::vector<Starter> starters{bare_window(setting), kiosk(setting, setting.few_stories, "tg")};
  if (const auto cache = story_cache(setting, setting.few_stories, "tg"))
    starters.back().forgets = kept_picture(*cache);
  show_on(display, starters);
  return starters;
}

void start_all(std::vector<Starter>& starters, const Setting& setting, bool counts, bool settle,
               bool cold) {
  for (Starter& starter : starters) {
    if (starter.error) continue;
    const auto started = start_once(starter, setting, counts, settle, cold);
    if (!started) starter.error = started.error();
  }
}

}  // namespace rohnamo::bench
