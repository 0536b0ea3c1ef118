#include "kiosk/app/focus.hpp"

#include <catch2/catch.hpp>

#include "screen.hpp"

namespace rohnamo::app {
namespace {

using scene::Rect;
using scene::Target;

std::vector<std::string> names(const scene::Scene& scene, bool right_to_left = false) {
  std::vector<std::string> all;
  for (const Target* target : focus_order(scene, right_to_left)) all.push_back(target->name);
  return all;
}

using Names = std::vector<std::string>;

// A page of 1000 x 600 with a head, a scroll area, and a bar at the foot.
scene::Scene page() {
  scene::Scene scene;
  scene.width = 1000;
  scene.height = 600;
  scene.scroll.emplace();
  scene.scroll->view = {0, 100, 1000, 400};
  scene.scroll->content_height = 2000;
  scene.targets = {{"language:b", {800, 20, 80, 60}},    {"language:a", {600, 22, 80, 60}},
                   {"close", {900, 520, 80, 60}},        {"back", {20, 520, 80, 60}},
                   {"next", {500, 1800, 300, 90}, true}, {"previous", {20, 1790, 300, 110}, true}};
  return scene;
}

TEST_CASE("the focus goes through the head, the content, and the bar, each as it is read") {
  CHECK(names(page()) == Names{"language:a", "language:b", "previous", "next", "back", "close"});
  CHECK(names(page(), true) ==
        Names{"language:b", "language:a", "next", "previous", "close", "back"});
}

TEST_CASE("what covers the page is reached by its button") {
  scene::Scene scene = page();
  scene.targets.insert(scene.targets.begin(), Target{"story:a", {0, 100, 1000, 400}});
  scene.targets.push_back({"story:a", {300, 400, 200, 60}});
  const auto all = names(scene);
  CHECK(std::ranges::count(all, "story:a") == 1);
}

TEST_CASE("from nowhere the focus comes to the first or the last, and goes round") {
  const scene::Scene scene = page();
  Focus focus;
  CHECK(focus.target(scene) == nullptr);
  focus.move(scene, false, 1);
  CHECK(focus.name() == "language:a");
  focus.move(scene, false, -1);
  CHECK(focus.name() == "close");
  Focus other;
  other.move(scene, false, -1);
  CHECK(other.name() == "close");
}

TEST_CASE("four arrows, enter and escape are enough for a whole visit") {
  Screen screen;
  publish(screen.cache(), three_stories());
  screen.open();
  CHECK(screen.play("key enter\nexpect page reader\nexpect focus none\n"
                    "key enter\nexpect focus language:en\nkey right\nexpect focus language:fa\n"
                    "key enter\nexpect language fa\nexpect focus language:fa\n"
                    "key escape\nexpect page slide\n") == "");
}

TEST_CASE("a visit by keys that come faster than frames goes the same way") {
  Screen screen;
  publish(screen.cache(), three_stories());
  screen.open();
  CHECK(screen.play("wait 1s\n") == "");
  const deck::Now now{Millis(1'000), base::Time(base::seconds(1'900'000'001)), true};
  using enum deck::Key;
  for (const deck::Key key : {enter, enter, right, enter}) screen.kiosk->key(key, now);
  CHECK(screen.kiosk->focus().name() == "language:fa");
  CHECK(screen.play("expect page reader\nexpect language fa\n") == "");
}

TEST_CASE("the next story is reached by its card, which is scrolled into view") {
  Screen screen;
  publish(screen.cache(), three_stories());
  screen.open();
  CHECK(screen.play("tap story:one\nkey tab\nkey tab\nkey tab\nexpect focus next\nwait 2s\n") ==
        "");
  const auto& deck = screen.kiosk->deck();
  CHECK(deck.scroll().offset() > 0);
  CHECK(screen.play("key enter\nexpect page reader\nexpect focus next\n") == "");
  CHECK(deck.items()->name(deck.page().item) == "story:two");
}

TEST_CASE("a touch takes the focus away, and so does the end of a visit") {
  Screen screen;
  publish(screen.cache(), three_stories());
  screen.open();
  CHECK(screen.play("key tab\nexpect focus language:en\ntap 480 270\nexpect focus none\n"
                    "key enter\nkey tab\nwait 130s\nexpect page slide\nexpect focus none\n") == "");
}

TEST_CASE("a key that changes nothing does not keep the focus for the next slide") {
  Screen screen;
  publish(screen.cache(), three_stories());
  screen.open();
  CHECK(screen.play("key tab\nkey escape\nexpect focus language:en\nwait 20s\n"
                    "expect page slide\nexpect focus none\n") == "");
}

TEST_CASE("what is focused is seen") {
  Screen screen;
  publish(screen.cache(), three_stories());
  screen.open();
  CHECK(screen.play("wait 1s\nshot plain\nkey tab\nshot focused\nkey backtab\nkey escape\n") == "");
  const auto bytes = [&](const char* name) {
    return base::posix_fs().read(screen.out() / name, 1 << 24).value();
  };
  CHECK(bytes("plain.png") != bytes("focused.png"));
}

}  // namespace
}  // namespace rohnamo::app
