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
  PreviewKeys keys(*screen.kiosk, *screen.window, base::posix_fs(), screen.run());

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

struct Desk {
  Desk() {
    publish(screen.cache(), three_stories());
    screen.open();
    REQUIRE(screen.play("wait 1s") == "");
    keys.emplace(*screen.kiosk, *screen.window, base::posix_fs(), screen.run());
  }

  void press(SDL_Keycode key) {
    REQUIRE(keys->handle(key, a_moment()));
    frame();
  }
  void key(deck::Key key) {
    screen.kiosk->key(key, a_moment());
    frame();
  }
  void click(const char* target) {
    const auto* found = screen.kiosk->scene().named(target);
    REQUIRE(found != nullptr);
    const scene::Rect rect = found->rect;
    screen.kiosk->down(rect.x + rect.w / 2, rect.y + rect.h / 2, a_moment());
    screen.kiosk->up(rect.x + rect.w / 2, rect.y + rect.h / 2, a_moment());
    frame();
  }
  void answer(std::int64_t number, bool offers) {
    keys->desk().take({number, "A title", {"A line"}, offers});
    frame();
  }
  void frame() { screen.kiosk->frame(a_moment()); }
  [[nodiscard]] bool shows(const char* target) {
    return screen.kiosk->scene().named(target) != nullptr;
  }
  exchange::PreviewWish wish() {
    const auto bytes =
        base::posix_fs().read(exchange::preview_wish_path(screen.run()), 1 << 16).value();
    return exchange::parse_preview_wish(bytes).value();
  }

  Screen screen;
  std::optional<PreviewKeys> keys;
};

TEST_CASE("F9 asks for the changes, and nothing is published before a person says so") {
  using What = exchange::PreviewWish::What;
  Desk desk;
  desk.press(SDLK_F9);
  CHECK(desk.wish().what == What::changes);
  CHECK(desk.shows("sheet_close"));
  CHECK_FALSE(desk.shows("publish"));
  CHECK_FALSE(desk.shows("language:fa"));
  desk.answer(1, true);
  CHECK(desk.wish().what == What::changes);

  SECTION("by a click") {
    desk.click("publish");
  }
  SECTION("by Enter") {
    desk.key(deck::Key::enter);
  }
  SECTION("by Tab to it and Enter") {
    desk.key(deck::Key::next);
    desk.key(deck::Key::enter);
  }
  CHECK(desk.wish().what == What::publish);
  CHECK(desk.wish().number == 2);
  CHECK_FALSE(desk.shows("publish"));
  desk.press(SDLK_F9);  // one thing at a time
  CHECK(desk.wish().number == 2);
  desk.answer(2, false);
  desk.click("sheet_close");
  CHECK_FALSE(desk.shows("sheet_close"));
  CHECK(desk.shows("language:fa"));
}

TEST_CASE("not now changes nothing, and a late answer opens no sheet") {
  Desk desk;
  desk.press(SDLK_F9);
  SECTION("before the answer") {
    desk.key(deck::Key::escape);
  }
  SECTION("by Escape") {
    desk.answer(1, true);
    desk.key(deck::Key::escape);
  }
  SECTION("by a click") {
    desk.answer(1, true);
    desk.click("sheet_close");
  }
  CHECK_FALSE(desk.shows("sheet_close"));
  CHECK(desk.wish().what == exchange::PreviewWish::What::changes);
  desk.answer(1, true);
  CHECK_FALSE(desk.shows("sheet_close"));
}

TEST_CASE("an answer to an earlier wish is not shown for the last one") {
  Desk desk;
  desk.press(SDLK_F9);
  desk.press(SDLK_F9);
  desk.answer(1, true);
  CHECK_FALSE(desk.shows("publish"));
  desk.answer(2, true);
  CHECK(desk.shows("publish"));
}

TEST_CASE("what came of publishing is shown, though the sheet was closed meanwhile") {
  Desk desk;
  desk.press(SDLK_F9);
  desk.answer(1, true);
  desk.click("publish");
  desk.click("sheet_close");
  CHECK_FALSE(desk.shows("sheet_close"));
  desk.answer(2, false);
  CHECK(desk.shows("sheet_close"));
}

}  // namespace
}  // namespace rohnamo::app
