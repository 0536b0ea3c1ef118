#include "kiosk/deck/hold.hpp"

#include <catch2/catch.hpp>

namespace rohnamo::deck {
namespace {

TEST_CASE("what is held shows after a second and is done after three, once") {
  Hold hold;
  CHECK(hold.next_deadline() == Millis::max());
  hold.begin(Millis(500));
  CHECK(hold.next_deadline() == Millis(1'500));
  CHECK_FALSE(hold.tick(Millis(1'400)));
  CHECK(hold.shown() == 0);
  CHECK_FALSE(hold.tick(Millis(2'500)));
  CHECK(hold.shown() == Approx(0.5));
  CHECK(hold.next_deadline() == Millis(2'550));
  CHECK_FALSE(hold.tick(Millis(3'499)));
  CHECK(hold.next_deadline() == Millis(3'500));
  CHECK(hold.tick(Millis(3'500)));
  CHECK_FALSE(hold.tick(Millis(3'600)));
  CHECK(hold.shown() == 0);
  CHECK(hold.next_deadline() == Millis::max());
}

TEST_CASE("what is let go of begins anew") {
  Hold hold;
  hold.begin(Millis(0));
  hold.tick(Millis(2'900));
  hold.end();
  CHECK(hold.shown() == 0);
  hold.begin(Millis(3'000));
  CHECK_FALSE(hold.tick(Millis(5'900)));
  CHECK(hold.tick(Millis(6'000)));
}

TEST_CASE("a key that repeats itself is held on") {
  Hold hold;
  for (int i = 0; i < 30; ++i) hold.begin(Millis(100 * i));
  CHECK(hold.tick(Millis(3'000)));
}

TEST_CASE("a hold that is looked at late is done all the same") {
  Hold hold;
  hold.begin(Millis(0));
  CHECK(hold.tick(Millis(60'000)));
}

}  // namespace
}  // namespace rohnamo::deck
