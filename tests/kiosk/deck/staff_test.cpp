#include "kiosk/deck/staff.hpp"

#include <catch2/catch.hpp>

namespace rohnamo::deck {
namespace {

using std::chrono::minutes;
using std::chrono::seconds;

// Ticks at the staff's own deadlines alone; the right PIN is 2580.
struct World {
  World() { staff.begin("fa", clock); }

  void wait(Millis span) {
    const Millis end = clock + span;
    while (staff.next_deadline() <= end) {
      clock = std::max(clock + Millis(1), staff.next_deadline());
      staff.tick(clock);
    }
    clock = std::max(clock, end);
    staff.tick(clock);
  }
  void tap(std::string_view target) { staff.tap(target, clock); }
  void enter(std::string_view pin) {
    for (const char digit : pin) tap(std::string("digit:") + digit);
    tap("enter");
    const auto wish = staff.take_wish();
    if (wish && wish->what == StaffWish::What::check_pin) staff.answer(wish->pin == "2580", clock);
  }

  Millis clock{1'000};
  Staff staff;
};

TEST_CASE("the volume that visitors find goes by steps, and not where nothing can be heard") {
  World world;
  world.staff.show_volume(4);
  world.tap("louder");
  CHECK(world.staff.page().volume == 4);  // the PIN is not entered yet
  world.enter("2580");
  world.tap("louder");
  CHECK(world.staff.page().volume == 5);
  world.tap("louder");
  CHECK(world.staff.page().volume == volume_steps);
  for (int i = 0; i < 9; ++i) world.tap("quieter");
  CHECK(world.staff.page().volume == 1);
  world.staff.show_volume(0);
  world.tap("louder");
  CHECK(world.staff.page().volume == 0);
}

TEST_CASE("the right PIN opens the page, in the language of the screen") {
  World world;
  CHECK(world.staff.page().kind == StaffKind::pin);
  CHECK(world.staff.page().language == "fa");
  world.enter("2580");
  CHECK(world.staff.page().kind == StaffKind::page);
  world.tap("language:uz");
  CHECK(world.staff.page().language == "uz");
  world.tap("close");
  CHECK_FALSE(world.staff.open());
  CHECK(world.staff.page() == StaffPage{});
}

TEST_CASE("a PIN can be corrected, and too short a one is no try") {
  World world;
  world.enter("25");
  CHECK(world.staff.lock().tries_left() == PinLock::tries);
  world.tap("digit:9");
  world.tap("erase");
  world.enter("80");
  CHECK(world.staff.page().kind == StaffKind::page);
}

TEST_CASE("a wrong PIN says how many tries are left, until the next digit") {
  World world;
  world.enter("0000");
  CHECK(world.staff.page().kind == StaffKind::pin);
  CHECK(world.staff.page().tries_left == 4);
  CHECK(world.staff.page().digits == 0);
  world.tap("digit:1");
  CHECK(world.staff.page().tries_left == 0);
}

TEST_CASE("while a PIN is being checked there is no other try") {
  World world;
  for (const char* key : {"digit:1", "digit:1", "digit:1", "digit:1", "enter"}) world.tap(key);
  REQUIRE(world.staff.take_wish());
  world.enter("2580");
  CHECK_FALSE(world.staff.take_wish());
  CHECK(world.staff.page().digits == 0);
  world.staff.answer(false, world.clock);
  CHECK(world.staff.page().tries_left == 4);
}

TEST_CASE("five wrong PINs lock the pad, also when it is opened again") {
  World world;
  for (int i = 0; i < 5; ++i) world.enter("0000");
  CHECK(world.staff.page().minutes_left == 5);
  world.enter("2580");
  CHECK(world.staff.page().kind == StaffKind::pin);
  world.tap("close");
  world.wait(seconds(90));
  world.staff.begin("tg", world.clock);
  CHECK(world.staff.page().minutes_left == 4);
  world.wait(seconds(31));
  CHECK(world.staff.page().minutes_left == 3);
  world.tap("close");
  world.wait(seconds(180));
  world.staff.begin("tg", world.clock);
  CHECK(world.staff.page().minutes_left == 0);
  world.enter("2580");
  CHECK(world.staff.page().kind == StaffKind::page);
}

TEST_CASE("left alone, the pad closes after a minute and the page after three") {
  World world;
  world.tap("digit:2");
  CHECK(world.staff.next_deadline() == world.clock + seconds(60));
  world.wait(seconds(60));
  CHECK_FALSE(world.staff.open());
  CHECK(world.staff.next_deadline() == Millis::max());
  world.staff.begin("tg", world.clock);
  CHECK(world.staff.page().digits == 0);
  world.enter("2580");
  world.wait(seconds(179));
  CHECK(world.staff.open());
  world.wait(seconds(1));
  CHECK_FALSE(world.staff.open());
}

TEST_CASE("a wish to sync is made once in ten seconds, and silence is told") {
  World world;
  world.enter("2580");
  world.tap("sync_now");
  CHECK(world.staff.take_wish()->what == StaffWish::What::sync);
  CHECK(world.staff.page().sync == StaffPage::Sync::asked);
  world.tap("sync_now");
  CHECK_FALSE(world.staff.take_wish());
  world.staff.sync_moved();
  CHECK(world.staff.page().sync == StaffPage::Sync::idle);
  world.wait(seconds(10));
  world.tap("sync_now");
  CHECK(world.staff.take_wish());
  world.wait(seconds(14));
  CHECK(world.staff.page().sync == StaffPage::Sync::asked);
  world.wait(seconds(1));
  CHECK(world.staff.page().sync == StaffPage::Sync::silent);
}

TEST_CASE("a restart is asked for twice") {
  World world;
  world.enter("2580");
  world.tap("restart");
  CHECK(world.staff.page().asks_restart);
  world.tap("sync_now");
  CHECK_FALSE(world.staff.page().asks_restart);
  CHECK_FALSE(world.staff.take_wish());
  world.tap("restart_yes");
  CHECK_FALSE(world.staff.take_wish());
  world.tap("restart");
  world.tap("restart_yes");
  CHECK(world.staff.take_wish()->what == StaffWish::What::restart);
}

TEST_CASE("the test of the screen goes on by touches and ends by itself") {
  World world;
  world.enter("2580");
  world.tap("screen_test");
  for (int step = 0; step < test_colours; ++step) {
    CHECK(world.staff.page().step == step);
    world.tap("");
  }
  CHECK(world.staff.page().step == test_colours);
  world.tap("");
  CHECK(world.staff.page().kind == StaffKind::test);
  for (int i = 0; i < 55; ++i) {
    world.wait(seconds(1));
    world.staff.finger(0.5, 0.5, true, world.clock);
  }
  CHECK(world.staff.page().kind == StaffKind::test);
  world.wait(seconds(5));
  CHECK(world.staff.page().kind == StaffKind::page);
}

TEST_CASE("a finger leaves its trail, without gaps, and the last field ends the test") {
  World world;
  world.enter("2580");
  world.tap("screen_test");
  world.staff.finger(0.5, 0.5, true, world.clock);
  CHECK(world.staff.page().fields.none());
  for (int step = 0; step < test_colours; ++step) world.tap("");
  world.staff.finger(0.01, 0.01, true, world.clock);
  CHECK(world.staff.page().fields.count() == 1);
  world.staff.finger(1.0, 0.01, false, world.clock);
  CHECK(world.staff.page().fields.count() == test_grid);
  world.staff.finger(0.01, 1.0, true, world.clock);
  CHECK(world.staff.page().fields.count() == test_grid + 1);
  for (std::size_t row = 0; row < test_grid; ++row) {
    const double y = (static_cast<double>(row) + 0.5) / static_cast<double>(test_grid);
    world.staff.finger(0, y, true, world.clock);
    world.staff.finger(1, y, false, world.clock);
  }
  CHECK(world.staff.page().kind == StaffKind::page);
}

TEST_CASE("escape leads back, one step at a time") {
  World world;
  world.staff.digit('2', world.clock);
  world.staff.key(Key::escape, world.clock);
  CHECK(world.staff.page().digits == 0);
  world.enter("2580");
  world.tap("summary");
  CHECK(world.staff.page().kind == StaffKind::summary);
  world.staff.key(Key::escape, world.clock);
  CHECK(world.staff.page().kind == StaffKind::page);
  world.tap("restart");
  world.staff.key(Key::escape, world.clock);
  CHECK(world.staff.open());
  CHECK_FALSE(world.staff.page().asks_restart);
  world.staff.key(Key::escape, world.clock);
  CHECK_FALSE(world.staff.open());
}

TEST_CASE("the page is found again where it was left") {
  World world;
  world.enter("2580");
  world.staff.measured({500, 400});
  world.staff.key(Key::down, world.clock);
  world.wait(seconds(2));
  const int offset = world.staff.scroll().offset();
  CHECK(offset > 100);
  world.tap("summary");
  world.staff.measured({});
  world.tap("back");
  world.staff.measured({500, 400});
  CHECK(world.staff.scroll().offset() == offset);
}

}  // namespace
}  // namespace rohnamo::deck
