#include "kiosk/app/preview_keys.hpp"

#include <catch2/catch.hpp>

#include "screen.hpp"

namespace rohnamo::app {
namespace {

deck::Now a_moment() {
  return {Millis(1'000), base::Time(base::seconds(1'900'000'001)), true};
}

// What the window says of itself reaches it in the main loop.
void pass_events_on(Screen& screen) {
  SDL_Event event;
  while (SDL_PollEvent(&event) != 0)
    if (screen.window->handle(event)) screen.kiosk->window_changed();
}

TEST_CASE("an editor's keys choose language, size, orientation and hour") {
  Screen screen;
  publish(screen.cache(), three_stories());
  screen.open();
  REQUIRE(screen.play("wait 1s") == "");
  PreviewKeys keys(*screen.kiosk, *screen.window);

  const std::string first = screen.kiosk->deck().page().language;
  CHECK(keys.handle(SDLK_F2, a_moment()));
  CHECK(screen.kiosk->deck().page().language != first);

  CHECK(keys.handle(SDLK_F4, a_moment()));
  pass_events_on(screen);
  CHECK(screen.window->width() == 540);
  CHECK(screen.window->height() == 960);
  CHECK(keys.handle(SDLK_F3, a_moment()));
  pass_events_on(screen);
  CHECK(screen.window->width() == 800);
  CHECK(screen.window->height() == 1'280);

  CHECK(keys.shift() == base::seconds(0));
  CHECK(keys.handle(SDLK_F6, a_moment()));
  CHECK(keys.shift() == std::chrono::hours(1));
  CHECK(keys.handle(SDLK_F5, a_moment()));
  CHECK(keys.handle(SDLK_F5, a_moment()));
  CHECK(keys.shift() == -std::chrono::hours(1));
  CHECK_FALSE(keys.handle(SDLK_F1, a_moment()));
}

TEST_CASE("for an editor another edition is shown at once, at the place that is read") {
  deck::Options options;
  options.at_once = true;
  Screen screen(options);
  publish(screen.cache(), three_stories());
  screen.open();
  REQUIRE(screen.play("tap story:one\nkey down\nwait 1s") == "");
  const int offset = screen.kiosk->deck().scroll().offset();
  REQUIRE(offset > 0);
  auto changed = three_stories();
  changed[0].title = "The first story, told anew";
  const auto id = publish(screen.cache(), changed);
  CHECK(screen.play("sync\nexpect page reader") == "");
  CHECK(screen.status().edition == id);
  CHECK(screen.kiosk->deck().scroll().offset() == offset);
}

}  // namespace
}  // namespace rohnamo::app
