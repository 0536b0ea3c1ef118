#include <catch2/catch.hpp>

#include "content/exchange/sync_wish.hpp"
#include "screen.hpp"

namespace rohnamo::app {
namespace {

constexpr const char* hash_of_2580 =
    "$scrypt$ln=10,r=8,p=1$MDEyMzQ1Njc4OWFiY2RlZg$NR8FMcI8B+cktuSzXb8vEyC7ocuWpwQol2cG397FNi4";
const std::string held = "drag 20 20 20 20 3100ms\n";
const std::string pin = "tap digit:2\ntap digit:5\ntap digit:8\ntap digit:0\ntap enter\n";
const std::string wrong = "tap digit:1\ntap digit:1\ntap digit:1\ntap digit:1\ntap enter\n";

struct StaffScreen : Screen {
  explicit StaffScreen(const deck::Options& options = {}) : Screen(options) {
    staff_pin = hash_of_2580;
    publish(cache(), three_stories());
    open();
  }
};

TEST_CASE("the corner, held for three seconds, opens the pad, and the PIN the page") {
  StaffScreen screen;
  CHECK(screen.play("tap story:one\n" + held + "expect page staff_pin\n" + pin +
                    "expect page staff\nexpect target sync_now\ntap close\n"
                    "expect page slide\n") == "");
}

TEST_CASE("the volume that the staff choose is what visitors find, also after a restart") {
  StaffScreen screen;
  CHECK(screen.kiosk->deck().usual_volume() == 3);
  CHECK(screen.play(held + pin + "tap louder\ntap louder\ntap close\n") == "");
  CHECK(screen.kiosk->deck().usual_volume() == 5);
  screen.open();
  CHECK(screen.kiosk->deck().usual_volume() == 5);
  CHECK(screen.kiosk->deck().page().narration.volume == 5);
}

TEST_CASE("from its first second on a hold is seen, and no more when it ends") {
  StaffScreen screen;
  CHECK(screen.play("wait 1s") == "");
  const auto at = [](int millis) {
    return deck::Now{Millis(millis), base::Time(base::seconds(1'900'000'001))};
  };
  const auto corner = [&] {
    return *reinterpret_cast<const std::uint32_t*>(screen.window->surface().pixels);
  };
  const std::uint32_t still = corner();
  screen.kiosk->down(20, 20, at(1'000));
  CHECK(screen.kiosk->next_deadline() <= Millis(2'000));
  screen.kiosk->frame(at(1'950));
  CHECK(corner() == still);
  screen.kiosk->frame(at(2'500));
  CHECK(corner() != still);
  CHECK(screen.kiosk->next_deadline() <= Millis(2'550));
  screen.kiosk->up(20, 20, at(2'600));
  screen.kiosk->frame(at(2'600));
  CHECK(corner() == still);
  CHECK(screen.kiosk->next_deadline() > Millis(3'000));
}

TEST_CASE("what is not held, or not there, opens nothing") {
  StaffScreen screen;
  CHECK(screen.play("drag 20 20 20 20 2700ms\nexpect page slide\n"
                    "drag 20 20 20 300 3500ms\nexpect page slide\n"
                    "drag 200 20 200 20 3500ms\nexpect page slide\n"
                    "drag 940 20 940 20 3500ms\nexpect page slide\n") == "");
  Screen without;
  publish(without.cache(), three_stories());
  without.open();
  CHECK(without.play(held + "expect page slide\n") == "");
}

TEST_CASE("a right-to-left page has its corner at the right, and keeps its language") {
  StaffScreen screen;
  CHECK(screen.play("tap language:fa\nwait 1s\n" + held + "expect page slide\n" +
                    "drag 940 20 940 20 3100ms\nexpect page staff_pin\nexpect language fa\n" + pin +
                    "expect page staff\nexpect language fa\ntap language:en\nexpect language en\n"
                    "tap close\nexpect page slide\nexpect language en\n") == "");
}

TEST_CASE("a key that is held opens it too, and digits are typed") {
  StaffScreen screen;
  const deck::Now begin{Millis(1'000), base::Time(base::seconds(1'900'000'001))};
  screen.kiosk->frame(begin);
  screen.kiosk->hold_key(true, begin);
  const deck::Now end{Millis(4'000), base::Time(base::seconds(1'900'000'004))};
  screen.kiosk->frame(end);
  screen.kiosk->hold_key(false, end);
  REQUIRE(screen.kiosk->staff()->open());
  for (const char digit : {'2', '5', '8', '0'}) screen.kiosk->digit(digit, end);
  screen.kiosk->key(deck::Key::enter, end);
  screen.kiosk->frame(end);
  screen.kiosk->staff()->finish();
  screen.kiosk->frame(end);
  CHECK(screen.kiosk->staff()->staff().page().kind == deck::StaffKind::page);
}

TEST_CASE("left alone, the staff page gives way to the carousel") {
  StaffScreen screen;
  CHECK(screen.play(held + pin + "wait 170s\nexpect page staff\nwait 11s\nexpect page slide\n") ==
        "");
  CHECK(screen.play(held + "wait 61s\nexpect page slide\n") == "");
}

TEST_CASE("five wrong PINs lock the pad, also for the next run of the program") {
  StaffScreen screen;
  CHECK(screen.play(held + wrong + wrong + wrong + wrong + "expect target enter\n" + wrong +
                    "expect page staff_pin\n") == "");
  CHECK(screen.kiosk->scene().named("enter") == nullptr);
  screen.open();
  CHECK(screen.play(held + "expect page staff_pin\n") == "");
  CHECK(screen.kiosk->scene().named("enter") == nullptr);
  CHECK(screen.play("tap close\nwait 300s\n" + held + pin + "expect page staff\n") == "");
}

TEST_CASE("a wish to sync is a file for the daemon") {
  StaffScreen screen;
  CHECK(screen.play(held + pin + "tap sync_now\n") == "");
  CHECK(base::posix_fs().exists(exchange::sync_wish_path(screen.run())));
}

TEST_CASE("a restart is asked for, then wanted") {
  StaffScreen screen;
  CHECK(screen.play(held + pin + "tap restart\ntap 10 10\nexpect target sync_now\n") == "");
  CHECK_FALSE(screen.kiosk->staff()->restarts());
  CHECK(screen.play("tap restart\ntap restart_yes\n") == "");
  CHECK(screen.kiosk->staff()->restarts());
}

TEST_CASE("keys that come faster than frames are for the page that they lead to") {
  StaffScreen screen;
  CHECK(screen.play(held + pin + "key tab\n") == "");
  Kiosk& kiosk = *screen.kiosk;
  const deck::Now now{Millis(10'000), base::Time(base::seconds(1'900'000'010))};
  for (int i = 0; i < 20 && kiosk.focus().name() != "restart"; ++i) kiosk.key(deck::Key::next, now);
  for (const deck::Key key : {deck::Key::enter, deck::Key::next, deck::Key::enter})
    kiosk.key(key, now);
  kiosk.frame(now);
  CHECK(kiosk.staff()->restarts());
}

TEST_CASE("the test of the screen goes from colour to colour to the grid, and back") {
  StaffScreen screen;
  CHECK(screen.play(held + pin + "tap screen_test\nexpect page staff_test\n" +
                    "tap 300 300\ntap 300 300\ntap 300 300\ntap 300 300\ntap 300 300\n"
                    "expect target test_end\ndrag 10 10 950 10 500ms\n") == "");
  CHECK(screen.kiosk->staff()->staff().page().fields.count() >= deck::test_grid);
  CHECK(screen.play("tap test_end\nexpect page staff\ntap summary\nexpect page staff_summary\n"
                    "tap back\nexpect page staff\n") == "");
}

TEST_CASE("while the staff page is open, its page follows what sync says") {
  StaffScreen screen;
  CHECK(screen.play(held + pin) == "");
  exchange::SyncStatus sync;
  sync.busy = true;
  sync.version = "another";
  screen.kiosk->tell(sync, {});
  CHECK(screen.play("wait 10ms") == "");
  bool said = false;
  for (const auto& mark : screen.kiosk->scene().scroll->marks)
    if (const auto* glyphs = std::get_if<scene::Glyphs>(&mark))
      said = said || glyphs->run.utf8.find("another") != std::string::npos;
  CHECK(said);
}

TEST_CASE("an edition that comes meanwhile is on the carousel afterwards") {
  StaffScreen screen;
  CHECK(screen.play(held + pin) == "");
  auto changed = three_stories();
  changed[0].title = "The first story, told anew";
  const auto id = publish(screen.cache(), changed);
  CHECK(screen.play("sync\nexpect page staff\ntap close\nwait 20s\nexpect page slide\n") == "");
  CHECK(screen.status().edition == id);
}

TEST_CASE("the staff page opens with nobody expected to touch, too") {
  deck::Options options;
  options.attended = false;
  StaffScreen screen(options);
  CHECK(screen.play(held + "expect page staff_pin\n" + pin + "expect page staff\n") == "");
}

}  // namespace
}  // namespace rohnamo::app
