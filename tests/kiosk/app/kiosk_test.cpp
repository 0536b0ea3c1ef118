#include "kiosk/app/kiosk.hpp"

#include <catch2/catch.hpp>

#include "screen.hpp"
#include "tests/kiosk/loader/drawing.hpp"

namespace rohnamo::app {
namespace {

std::string shown(const Screen& screen) {
  return screen.kiosk->deck().items()->name(screen.kiosk->deck().page().item);
}

TEST_CASE("a visit: a slide, a story, its end, the contacts, and forgotten") {
  Screen screen;
  publish(screen.cache(), three_stories());
  screen.open();
  CHECK(screen.play("expect page slide\ntap story:one\nexpect page reader\n"
                    "fling 700 450 700 100 150ms\nwait 3s\n") == "");
  CHECK(screen.kiosk->deck().scroll().offset() > 100);
  CHECK(screen.play("tap next\nexpect page reader\n") == "");
  CHECK(shown(screen) == "story:two");
  CHECK(screen.play("tap language:fa\nexpect language fa\ntap contacts\nexpect page contacts\n"
                    "tap back\nexpect page reader\ntap close\nexpect page slide\n"
                    "expect language en\n") == "");
}

TEST_CASE("a script that asks for what is not there fails at its line") {
  Screen screen;
  publish(screen.cache(), three_stories());
  screen.open();
  CHECK(screen.play("wait 1s\n\ntap story:none\n") ==
        "line 3: the page has no target 'story:none'");
  CHECK(screen.play("expect page reader\n") == "line 1: expected reader, found slide");
  CHECK(screen.play("expect target back\n") == "line 1: expected back, found no such target");
}

TEST_CASE("a still page makes no frames until its deadline") {
  Screen screen;
  publish(screen.cache(), three_stories());
  screen.open();
  CHECK(screen.play("wait 2s") == "");
  const base::Time wall(base::seconds(1'900'000'000));
  CHECK_FALSE(screen.kiosk->frame({Millis(2'500), wall}));
  CHECK_FALSE(screen.kiosk->frame({Millis(9'000), wall}));
  CHECK(screen.kiosk->next_deadline() >= Millis(11'000));
  screen.kiosk->frame({Millis(20'000), wall});
  CHECK(shown(screen) == "story:two");
}

TEST_CASE("another edition fades in, without a restart") {
  Screen screen;
  publish(screen.cache(), three_stories());
  screen.open();
  auto changed = three_stories();
  changed[0].title = "The first story, told anew";
  const auto id = publish(screen.cache(), changed);
  CHECK(screen.play("sync") == "");
  CHECK(screen.status().edition != id);  // the slide that changed has only just come
  CHECK(screen.play("wait 3s") == "");
  CHECK(screen.status().edition == id);
  CHECK(shown(screen) == "story:one");
}

TEST_CASE("a reader stays in the story while all around it changes") {
  Screen screen;
  publish(screen.cache(), three_stories());
  screen.open();
  CHECK(screen.play("tap story:one\nkey down\nwait 1s") == "");
  const int offset = screen.kiosk->deck().scroll().offset();
  REQUIRE(offset > 0);
  const auto id = publish(screen.cache(), {{"zero", "Another"}, {"one", "The first story"}});
  CHECK(screen.play("sync\nexpect page reader") == "");
  CHECK(screen.status().edition == id);
  CHECK(shown(screen) == "story:one");
  CHECK(screen.kiosk->deck().scroll().offset() == offset);
}

TEST_CASE("an edition that cannot be shown is refused, and what is shown stays") {
  Screen screen;
  const auto good = publish(screen.cache(), three_stories());
  screen.open();
  const auto bad = publish(screen.cache(), {{"other", "Another"}}, false);
  CHECK(screen.play("sync\nwait 20s\nexpect page slide") == "");
  const auto status = screen.status();
  CHECK(status.edition == good);
  CHECK(status.refused_edition == bad);
  CHECK_FALSE(status.refused_because.empty());
}

TEST_CASE("an empty cache is a welcome, until the first edition comes") {
  Screen screen;
  screen.open();
  CHECK(screen.play("expect page welcome\nwait 100s\nexpect page welcome") == "");
  CHECK(screen.status().edition.empty());
  const auto id = publish(screen.cache(), three_stories());
  CHECK(screen.play("sync\nexpect page slide\nexpect language en") == "");
  CHECK(screen.status().edition == id);
}

TEST_CASE("with nobody to touch it the stories pass by themselves") {
  deck::Options options;
  options.attended = false;
  Screen screen(options);
  publish(screen.cache(), three_stories());
  screen.open();
  CHECK(screen.play("expect page slide\nwait 13s\nexpect page part\nwait 300s") == "");
  CHECK(screen.kiosk->scene().targets.empty());
}

TEST_CASE("the window may change its size at any time") {
  Screen screen;
  publish(screen.cache(), three_stories());
  screen.open();
  CHECK(screen.play("tap story:one\nsize 540x960\nexpect page reader\nsize 1280x720\n"
                    "tap back\nexpect page slide") == "");
  CHECK(screen.kiosk->scene().width == 1280);
}

deck::Now at(Millis steady) {
  return {steady, base::Time(base::seconds(1'900'000'000)), true};
}

std::uint32_t pixel_in(const scene::Rect& rect, const Screen& screen) {
  return loader::pixel(screen.window->surface(), rect.x + rect.w / 2, rect.y + 4);
}

TEST_CASE("a screen that is switched on out of its hours is dark, and ready") {
  Screen screen;
  publish(screen.cache(), three_stories());
  screen.glass.light.lit = {{0b0000001, {0, 1}}};  // a minute on Mondays; it is Sunday
  screen.open();
  CHECK_FALSE(screen.kiosk->presented());
  CHECK(screen.kiosk->frame(at(Millis(0))));
  CHECK(screen.kiosk->presented());
  CHECK(loader::pixel(screen.window->surface(), 100, 100) == 0xff000000U);
}

TEST_CASE("a finger on a slide darkens the slide's button") {
  Screen screen;
  publish(screen.cache(), three_stories());
  screen.open();
  CHECK(screen.play("wait 1s") == "");
  scene::Rect rect{0, 0, 960, 540};
  for (const scene::Target& target : screen.kiosk->scene().targets)
    if (target.name == "story:one" && target.rect.h < rect.h) rect = target.rect;
  REQUIRE(rect.h < 270);
  const auto before = pixel_in(rect, screen);
  screen.kiosk->down(400, 100, at(Millis(1'100)));
  CHECK(screen.kiosk->frame(at(Millis(1'100))));
  CHECK(pixel_in(rect, screen) != before);
}

TEST_CASE("a story's picture is got ready while the finger is still on its slide") {
  Screen screen;
  const auto picture = loader::encoded(*loader::two_halves(400, 300));
  publish(screen.cache(), {{"one", "The first story", {}, {}, picture}});
  screen.open();
  CHECK(screen.play("wait 1s") == "");
  screen.loader->finish();
  screen.kiosk->down(400, 100, at(Millis(1'100)));
  screen.kiosk->frame(at(Millis(1'100)));
  screen.loader->finish();
  screen.kiosk->up(400, 100, at(Millis(1'200)));
  screen.kiosk->frame(at(Millis(1'200)));
  CHECK(screen.loader->idle());
  CHECK(screen.kiosk->deck().page().kind == deck::PageKind::reader);
}

TEST_CASE("the same script makes the same picture") {
  const auto picture = [] {
    Screen screen;
    publish(screen.cache(), three_stories());
    screen.open();
    REQUIRE(screen.play("tap story:one\nwait 1s\nshot a") == "");
    return base::posix_fs().read(screen.out() / "a.png", 8 << 20).value();
  };
  CHECK(picture() == picture());
}

TEST_CASE("a page changes with every minute of a clock that is believed") {
  Screen screen;
  publish(screen.cache(), three_stories());
  screen.open();
  const auto& items = screen.kiosk->deck().items();
  Recordings recordings(*screen.sound);
  PageMaker maker(*screen.fonts, recordings);
  deck::Page page;
  page.kind = deck::PageKind::contacts;
  page.item = 3;
  page.language = "en";
  const auto changes_at = [&](const char* wall, bool clock) {
    const deck::Now now{Millis(0), base::from_rfc3339(wall).value(), clock};
    const auto made = maker.make(page, items, screen.kiosk->deck().carousel(), {960, 540}, {}, now);
    REQUIRE(made);
    return made->changes_at ? base::to_rfc3339(*made->changes_at) : std::string();
  };
  CHECK(changes_at("2030-03-18T08:00:00Z", true) == "2030-03-18T08:01:00Z");
  CHECK(changes_at("2030-03-18T23:59:30Z", true) == "2030-03-19T00:00:00Z");
  CHECK(changes_at("2030-03-18T09:00:00Z", false).empty());
}

TEST_CASE("the page is made anew at that moment, and when somebody sets the clock") {
  Screen screen;
  publish(screen.cache(), three_stories());
  screen.open();
  REQUIRE(screen.play("clock 2030-03-18T08:59:30Z\ntap contacts\nwait 1s\nshot closed\n"
                      "wait 40s\nshot open\nclock unknown\nshot unknown") == "");
  const auto picture = [&](const char* name) {
    return base::posix_fs().read(screen.out() / name, 8 << 20).value();
  };
  CHECK(picture("closed.png") != picture("open.png"));
  CHECK(picture("unknown.png") != picture("open.png"));
}

}  // namespace
}  // namespace rohnamo::app
