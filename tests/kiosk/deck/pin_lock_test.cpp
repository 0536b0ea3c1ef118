#include "kiosk/deck/pin_lock.hpp"

#include <catch2/catch.hpp>

namespace rohnamo::deck {
namespace {

using std::chrono::minutes;

void five_wrong(PinLock& lock, Millis now) {
  for (int i = 0; i < PinLock::tries; ++i) lock.begin(now);
}

TEST_CASE("five wrong tries lock for five minutes, then for twice as long, up to an hour") {
  PinLock lock;
  Millis now(1'000);
  for (const int length : {5, 10, 20, 40, 60, 60, 60}) {
    for (int i = 1; i < PinLock::tries; ++i) {
      lock.begin(now);
      CHECK_FALSE(lock.locked(now));
      CHECK(lock.tries_left() == PinLock::tries - i);
    }
    lock.begin(now);
    CHECK(lock.locked(now));
    CHECK(lock.locked(now + minutes(length) - Millis(1)));
    now += minutes(length);
    CHECK_FALSE(lock.locked(now));
  }
}

TEST_CASE("a right one forgets the wrong ones") {
  PinLock lock;
  five_wrong(lock, Millis(0));
  lock.begin(minutes(5));
  lock.right();
  CHECK(lock.state() == PinLock::State{});
  five_wrong(lock, minutes(6));
  CHECK_FALSE(lock.locked(minutes(11)));
}

TEST_CASE("a lock holds over a restart of the program") {
  PinLock lock;
  five_wrong(lock, minutes(100));
  lock.begin(minutes(100));
  const PinLock same(lock.state(), true, minutes(102));
  CHECK(same.locked(minutes(105) - Millis(1)));
  CHECK_FALSE(same.locked(minutes(105)));
  CHECK(same.tries_left() == 4);
}

TEST_CASE("after a restart of the machine a lock begins anew, since its clock did") {
  PinLock lock;
  five_wrong(lock, minutes(100));
  const PinLock other(lock.state(), false, minutes(1));
  CHECK(other.locked(minutes(6) - Millis(1)));
  CHECK_FALSE(other.locked(minutes(6)));
}

TEST_CASE("what was kept cannot lock for longer than a lock is, nor give more tries") {
  CHECK_FALSE(PinLock({0, 1, minutes(1'000'000)}, true, minutes(10)).locked(minutes(15)));
  CHECK_FALSE(PinLock({0, 1'000'000, minutes(1'000'000)}, true, minutes(0)).locked(minutes(60)));
  CHECK_FALSE(PinLock({0, -3, minutes(1'000'000)}, true, minutes(0)).locked(minutes(0)));
  CHECK(PinLock({-100, 0, Millis(0)}, true, Millis(0)).tries_left() == PinLock::tries);
  CHECK(PinLock({100, 0, Millis(0)}, true, Millis(0)).tries_left() == 1);
}

}  // namespace
}  // namespace rohnamo::deck
