#include "kiosk/deck/gestures.hpp"

#include <catch2/catch.hpp>
#include <optional>

namespace rohnamo::deck {
namespace {

template <class T>
std::optional<T> only(const std::vector<Gesture>& gestures) {
  for (const Gesture& gesture : gestures)
    if (const T* one = std::get_if<T>(&gesture)) return *one;
  return std::nullopt;
}

TEST_CASE("a touch that hardly moves is a tap where it began") {
  Gestures gestures(12, 64);
  CHECK(only<Pressed>(gestures.down(100, 200, Millis(0))).has_value());
  CHECK(gestures.move(105, 207, Millis(50)).empty());
  const auto end = gestures.up(106, 208, Millis(300));
  REQUIRE(only<Tapped>(end).has_value());
  CHECK(only<Tapped>(end)->x == 100);
  CHECK(only<Tapped>(end)->y == 200);
}

TEST_CASE("a way down the page drags, and ends in a fling of its last speed") {
  Gestures gestures(12, 64);
  gestures.down(100, 800, Millis(0));
  double moved = 0;
  for (int i = 1; i <= 20; ++i)
    if (const auto drag = only<Dragged>(gestures.move(100 + i, 800 - 20 * i, Millis(10 * i))))
      moved += drag->dy;
  const auto end = gestures.up(120, 400, Millis(200));
  CHECK(moved == -400);
  REQUIRE(only<Flung>(end).has_value());
  CHECK(only<Flung>(end)->velocity == Approx(-2000).margin(150));
  CHECK_FALSE(only<Tapped>(end).has_value());
}

TEST_CASE("a finger that rested before it left does not fling") {
  Gestures gestures(12, 64);
  gestures.down(100, 800, Millis(0));
  gestures.move(100, 600, Millis(100));
  const auto end = gestures.up(100, 600, Millis(900));
  REQUIRE(only<Flung>(end).has_value());
  CHECK(only<Flung>(end)->velocity == 0);
}

TEST_CASE("a way across is a swipe, if it is long enough") {
  Gestures gestures(12, 64);
  gestures.down(500, 300, Millis(0));
  gestures.move(440, 310, Millis(40));
  const auto end = gestures.up(380, 315, Millis(80));
  REQUIRE(only<Swiped>(end).has_value());
  CHECK(only<Swiped>(end)->to == Side::left);
  gestures.down(500, 300, Millis(1000));
  const auto small = gestures.up(530, 300, Millis(1100));
  CHECK_FALSE(only<Swiped>(small).has_value());
  CHECK_FALSE(only<Tapped>(small).has_value());
}

TEST_CASE("a way that nobody began means nothing") {
  Gestures gestures(12, 64);
  CHECK(gestures.move(5, 5, Millis(0)).empty());
  CHECK(gestures.up(5, 5, Millis(10)).empty());
}

TEST_CASE("what a finger does after it meant something else means nothing") {
  Gestures gestures(12, 64);
  gestures.down(5, 5, Millis(0));
  gestures.cancel();
  CHECK(gestures.move(5, 300, Millis(3'100)).empty());
  CHECK(gestures.up(5, 300, Millis(3'200)).empty());
}

}  // namespace
}  // namespace rohnamo::deck
