#include "kiosk/scene/shift.hpp"

#include <catch2/catch.hpp>

#include "world.hpp"

namespace rohnamo::scene {
namespace {

Rect rect_of(const Mark& mark) {
  return std::get<Box>(mark).rect;
}

TEST_CASE("a page moves as a whole, but for what touches an edge") {
  Scene scene;
  scene.width = 100;
  scene.height = 60;
  scene.marks = {Box{{10, 10, 20, 20}, {}, 0}, Box{{0, 0, 100, 8}, {}, 0},
                 Box{{80, 50, 20, 10}, {}, 0}};
  scene.targets = {{"a", {10, 10, 20, 20}, false, 0}};
  shift(scene, 3, -2);
  CHECK(rect_of(scene.marks[0]) == Rect{13, 8, 20, 20});
  CHECK(rect_of(scene.marks[1]) == Rect{0, 0, 100, 6});
  CHECK(rect_of(scene.marks[2]) == Rect{83, 48, 17, 12});
  CHECK(scene.targets[0].rect == Rect{13, 8, 20, 20});
}

TEST_CASE("a scroll area at the edge stays there, and its content moves in it") {
  Scene scene;
  scene.width = 100;
  scene.height = 60;
  scene.scroll = ScrollArea{
      {0, 10, 100, 40}, 200, {Box{{0, 0, 100, 30}, {}, 0}, Box{{10, 40, 20, 20}, {}, 0}}};
  scene.targets = {{"a", {10, 40, 20, 20}, true, 0}};
  shift(scene, 4, 2);
  CHECK(scene.scroll->view == Rect{0, 12, 100, 40});
  CHECK(rect_of(scene.scroll->marks[0]) == Rect{0, 0, 100, 30});
  CHECK(rect_of(scene.scroll->marks[1]) == Rect{14, 40, 20, 20});
  CHECK(scene.targets[0].rect == Rect{14, 40, 20, 20});
}

TEST_CASE("a scroll area beside a picture moves with its content") {
  Scene scene;
  scene.width = 100;
  scene.height = 60;
  scene.scroll = ScrollArea{{40, 10, 60, 40}, 200, {Box{{10, 40, 20, 20}, {}, 0}}};
  shift(scene, 4, 0);
  CHECK(scene.scroll->view == Rect{44, 10, 56, 40});
  CHECK(rect_of(scene.scroll->marks[0]) == Rect{10, 40, 20, 20});
}

TEST_CASE("whatever is touched is where it is seen, on every page") {
  const World world;
  const Kit kit = world.kit("fa", {1920, 1080});
  const Scene still = reader(kit, surround(true), world.story(), world.document("fa"), {});
  Scene moved = still;
  shift(moved, 4, 4);
  for (std::size_t i = 0; i < still.targets.size(); ++i) {
    const Rect before = still.on_screen(still.targets[i], 0);
    const Rect after = moved.on_screen(moved.targets[i], 0);
    if (before.x > 0 && before.h > 4) CHECK(after.x == before.x + 4);
  }
}

}  // namespace
}  // namespace rohnamo::scene
