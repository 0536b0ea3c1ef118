// From launch to the story on the screen, as somebody before it sees it: the kiosk against feh and
// Chromium, which are given the finished picture of the same page.
#include <fmt/format.h>

#include <fstream>
#include <thread>

#include "tests/bench/race.hpp"
#include "tests/bench/screen_watch.hpp"
#include "tests/bench/sections.hpp"
#include "tests/bench/story_cache.hpp"
#include "tests/bench/x_display.hpp"

namespace rohnamo::bench {
namespace {

using base::Code;
using base::fail;
using base::Path;
using base::Result;

constexpr int width = 1920;
constexpr int height = 1080;
constexpr std::chrono::seconds patience{60};
// For what a program keeps for its next start.
constexpr std::chrono::milliseconds settled{2'000};
constexpr double goal_share = 0.1;  // of Chromium's time

struct Rival {
  std::string name;
  std::vector<std::string> arguments;
  Samples shown_ms;
  Samples memory_mb;
  std::optional<base::Error> error;  // the first; it is then out of the race
};

// The first slide, drawn off screen by the same program.
Result<Path> draw_page(const Setting& setting, const Path& cache) {
  const Path script = setting.scratch / "page.script";
  std::ofstream(script) << "wait 1s\nshot page\n";
  Command command;
  command.arguments = kiosk_arguments(setting, cache, width, height);
  for (const std::string& word :
       {std::string("--script"), script.string(), std::string("--out"), setting.scratch.string()})
    command.arguments.push_back(word);
  command.log = setting.scratch / "page.log";
  TRY(bench::run(command, patience));
  return setting.scratch / "page.png";
}

Path web_page(const Setting& setting, const Path& picture) {
  const Path page = setting.scratch / "page.html";
  std::ofstream(page) << fmt::format(
      "<!doctype html><style>html{{overflow:hidden}}"
      "img{{position:fixed;left:0;top:0;width:{}px;height:{}px}}</style><img src=\"{}\">\n",
      width, height, picture.filename().string());
  return page;
}

std::vector<Rival> make_rivals(const Setting& setting, const Path& cache, const Path& picture) {
  std::vector<Rival> rivals(3);
  rivals[0] = {"rohnamo-kiosk", kiosk_arguments(setting, cache, width, height), {}, {}, {}};
  rivals[1] = {"feh, a picture of the page",
               {"feh", "--fullscreen", "--hide-pointer", "--geometry",
                fmt::format("{}x{}", width, height), picture},
               {},
               {},
               {}};
  rivals[2] = {"chromium --kiosk, the same picture",
               {"chromium", "--kiosk", "--no-sandbox", "--no-first-run", "--disable-gpu",
                "--disable-dev-shm-usage", "--window-position=0,0",
                fmt::format("--window-size={},{}", width, height),
                "--user-data-dir=" + (setting.scratch / "chromium").string(),
                "file://" + web_page(setting, picture).string()},
               {},
               {},
               {}};
  return rivals;
}

Result<void> wait_for_empty(const ScreenWatch& screen) {
  const Stopwatch watch;
  while (TRY(screen.shows())) {
    if (watch.seconds() > 10) return fail(Code::timeout, "the picture before stays");
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  return {};
}

Result<void> show_once(Rival& rival, const Setting& setting, const XDisplay& display,
                       const ScreenWatch& screen, bool counts) {
  TRY(wait_for_empty(screen));
  Command command;
  command.arguments = rival.arguments;
  command.log = setting.scratch / "screen.log";
  command.environment = {{"DISPLAY", display.name()},
                         {"SDL_VIDEODRIVER", "x11"},
                         {"HOME", setting.scratch.string()},
                         {"LC_ALL", "C.UTF-8"}};
  const Stopwatch watch;
  Process process = TRY(Process::start(command));
  TRY(screen.wait(process));
  if (counts) rival.shown_ms.add(watch.milliseconds());
  if (counts) rival.memory_mb.add(static_cast<double>(TRY(process.family_memory())) / 1e6);
  if (!counts) TRY(process.leave_for(settled));
  TRY(process.stop());
  return {};
}

}  // namespace

Result<void> measure_screen(const Setting& setting, Table& table) {
  const std::size_t runs = (setting.starts + 2) / 3;
  table.section(fmt::format(
      "Launch to the story on the screen, seen from outside, {}x{} (median of {}, warm)", width,
      height, runs));
  const Path cache = TRY(story_cache(setting, setting.few_stories, "tg"));
  const Path picture = TRY(draw_page(setting, cache));
  const XDisplay display = TRY(XDisplay::open(setting.scratch, width, height));
  const ScreenWatch screen = TRY(ScreenWatch::open(display.name(), picture));
  auto rivals = make_rivals(setting, cache, picture);
  for (std::size_t round = 0; round <= runs; ++round)  // the first warms the caches
    for (Rival& rival : rivals) {
      if (rival.error) continue;
      const auto shown = show_once(rival, setting, display, screen, round > 0);
      if (!shown) rival.error = shown.error();
    }
  print_race(rivals, &Rival::shown_ms, "ms", "rohnamo-kiosk", table);
  const Rival& chromium = rivals.back();
  if (!rivals.front().error && !chromium.error)
    table.goal("rohnamo-kiosk by chromium",
               rivals.front().shown_ms.median() / chromium.shown_ms.median(), "times", goal_share);
  table.section("Memory as the story comes, all processes (proportional set size)");
  print_race(rivals, &Rival::memory_mb, "MB", "rohnamo-kiosk", table);
  return {};
}

}  // namespace rohnamo::bench
