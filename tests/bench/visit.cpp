#include "tests/bench/visit.hpp"

#include "tests/bench/race.hpp"
#include "tests/bench/story_cache.hpp"
#include "tests/bench/studio.hpp"

namespace rohnamo::bench {
namespace {

using base::Code;
using base::fail;
using base::Path;
using base::Result;

constexpr std::chrono::milliseconds settled{2'000};

struct Buttons {
  scene::Rect language, home;
};

// The same pages within this program say where their buttons are.
Result<Buttons> find_buttons(const Setting& setting, const Path& cache, const XDisplay& display) {
  const ChosenDisplay chosen(display);
  const auto studio = TRY(Studio::open(setting, cache, visit_width, visit_height));
  studio->run();
  Buttons buttons;
  for (const scene::Target& target : studio->kiosk().scene().targets)
    if (target.name.starts_with("language:")) buttons.language = target.rect;
  studio->kiosk().key(deck::Key::enter, Studio::now());
  studio->run();
  if (const auto* home = studio->kiosk().scene().named("home")) buttons.home = home->rect;
  if (buttons.language.w == 0 || buttons.home.w == 0)
    return fail(Code::not_found, "the pages have other buttons");
  return buttons;
}

}  // namespace

Result<Visit> Visit::begin(const Setting& setting) {
  const Path cache = TRY(story_cache(setting, setting.few_stories, "tg"));
  TRY(base::posix_fs().make_directories(setting.scratch / "run" / "sync"));
  XDisplay display = TRY(XDisplay::open(setting.scratch, visit_width, visit_height));
  const Buttons buttons = TRY(find_buttons(setting, cache, display));
  Visitor visitor = TRY(Visitor::open(display.name()));
  visitor.move(0, 0);
  Command command;
  command.arguments = kiosk_arguments(setting, cache, visit_width, visit_height);
  command.log = setting.scratch / "visit.log";
  command.environment = {
      {"DISPLAY", display.name()}, {"SDL_VIDEODRIVER", "x11"}, {"LC_ALL", "C.UTF-8"}};
  Process kiosk = TRY(Process::start(command));
  TRY(kiosk.leave_for(settled));
  return Visit{std::move(display), std::move(visitor), std::move(kiosk), buttons.language,
               buttons.home};
}

Result<void> Visit::open_reader() {
  visitor.tap(visit_width / 3, visit_height / 2);
  return kiosk.leave_for(settled);
}

}  // namespace rohnamo::bench
