#include "kiosk/deck/scroll.hpp"

#include <catch2/catch.hpp>

namespace rohnamo::deck {
namespace {

constexpr Millis step{16};

// Runs until it rests; fails the test after ten seconds.
Millis run(Scroll& scroll, Millis now) {
  const Millis began = now;
  while (scroll.moving() && now - began < Millis(10'000)) scroll.step(now += step);
  CHECK_FALSE(scroll.moving());
  return now;
}

Scroll page(int furthest, int offset) {
  Scroll scroll;
  scroll.set_range(furthest, 800);
  scroll.jump(offset);
  return scroll;
}

TEST_CASE("the page follows the finger") {
  Scroll scroll = page(3000, 500);
  scroll.grab();
  scroll.drag(-120);
  CHECK(scroll.offset() == 620);
  scroll.drag(20);
  CHECK(scroll.offset() == 600);
}

TEST_CASE("a fling glides on, slower and slower") {
  Scroll scroll = page(10'000, 1000);
  scroll.grab();
  scroll.release(-2000, Millis(0));
  int before = scroll.offset();
  int last = 1000;
  for (Millis now{16}; scroll.moving(); now += step) {
    scroll.step(now);
    const int moved = scroll.offset() - before;
    CHECK(moved >= 0);
    CHECK(moved <= last + 1);
    last = moved;
    before = scroll.offset();
  }
  CHECK(scroll.offset() == Approx(1650).margin(10));
}

TEST_CASE("a fling into an edge gives a little and comes to rest on it") {
  Scroll scroll = page(1000, 800);
  scroll.grab();
  scroll.release(-4000, Millis(0));
  int furthest = 0;
  for (Millis now{16}; scroll.moving() && now < Millis(10'000); now += step) {
    scroll.step(now);
    furthest = std::max(furthest, scroll.offset());
  }
  CHECK(furthest > 1000);
  CHECK(furthest < 1000 + 400);
  CHECK(scroll.offset() == 1000);
}

TEST_CASE("an edge that is pulled gives less and less, and springs back") {
  Scroll scroll = page(1000, 0);
  scroll.grab();
  scroll.drag(200);
  const int first = -scroll.offset();
  scroll.drag(200);
  const int second = -scroll.offset() - first;
  CHECK(first > 0);
  CHECK(first < 200);
  CHECK(second < first);
  scroll.release(500, Millis(0));
  run(scroll, Millis(0));
  CHECK(scroll.offset() == 0);
}

TEST_CASE("a finger stops a glide where it is") {
  Scroll scroll = page(10'000, 0);
  scroll.grab();
  scroll.release(-5000, Millis(0));
  scroll.step(Millis(100));
  const int caught = scroll.offset();
  scroll.grab();
  CHECK_FALSE(scroll.step(Millis(200)));
  scroll.let_go(Millis(210));
  CHECK(scroll.offset() == caught);
  CHECK_FALSE(scroll.moving());
}

TEST_CASE("a page that fits the screen gives but does not scroll") {
  Scroll scroll = page(0, 0);
  scroll.grab();
  scroll.drag(-100);
  CHECK(scroll.offset() > 0);
  scroll.release(-3000, Millis(0));
  run(scroll, Millis(0));
  CHECK(scroll.offset() == 0);
}

TEST_CASE("a page that became shorter stays inside itself") {
  Scroll scroll = page(3000, 2500);
  scroll.set_range(1000, 800);
  CHECK(scroll.offset() == 1000);
}

TEST_CASE("a glide to a place ends at that place, inside the page") {
  Scroll scroll = page(1000, 0);
  scroll.glide_to(640, Millis(0));
  const Millis now = run(scroll, Millis(0));
  CHECK(scroll.offset() == 640);
  scroll.glide_to(5000, now);
  run(scroll, now);
  CHECK(scroll.offset() == 1000);
}

}  // namespace
}  // namespace rohnamo::deck
