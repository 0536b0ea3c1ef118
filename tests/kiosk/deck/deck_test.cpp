#include "kiosk/deck/deck.hpp"

#include <catch2/catch.hpp>

#include "deck_world.hpp"

namespace rohnamo::deck {
namespace {

using std::chrono::seconds;

ItemsPtr three() {
  return items({item("story:a"), item("story:b"), item("story:c"), item("contact:mission")});
}

TEST_CASE("slides take turns, each for its dwell") {
  World world(three());
  CHECK(world.shown() == "story:a");
  CHECK(world.deck.page().position == 1);
  CHECK(world.deck.page().total == 4);
  world.wait(seconds(11));
  CHECK(world.shown() == "story:a");
  world.wait(seconds(1));
  CHECK(world.shown() == "story:b");
  world.wait(seconds(36));
  CHECK(world.shown() == "story:a");
}

TEST_CASE("a slide with much to read stays longer") {
  MemoryItem longer = item("story:long");
  longer.characters = 420;
  World world(items({longer, item("story:b")}));
  world.wait(seconds(32));
  CHECK(world.shown() == "story:long");
  world.wait(seconds(1));
  CHECK(world.shown() == "story:b");
}

TEST_CASE("between its deadlines the deck needs no time") {
  World world(three());
  CHECK(world.deck.next_deadline() == Millis(12'000));
  world.tap("story:b");
  CHECK(world.deck.next_deadline() == Millis(90'000));
}

TEST_CASE("a touch opens a story, back returns to its slide") {
  World world(three());
  world.tap("story:a");
  CHECK(world.deck.page().kind == PageKind::reader);
  CHECK_FALSE(world.deck.page().previous);
  CHECK(world.deck.page().next == 1u);
  world.tap("next");
  CHECK(world.shown() == "story:b");
  world.tap("back");
  CHECK(world.deck.page().kind == PageKind::slide);
  CHECK(world.shown() == "story:a");
}

TEST_CASE("back leads the way that was come, to the place that was left") {
  World world(three());
  world.tap("home");
  world.deck.measured({900, 800, 1, 0}, world.now());
  world.deck.press(world.now());
  world.deck.drag(-300, world.now());
  world.deck.fling(0, world.now());
  world.tap("story:b");
  CHECK(world.deck.scroll().offset() == 0);
  world.tap("contacts");
  CHECK(world.deck.page().kind == PageKind::contacts);
  CHECK(world.shown() == "contact:mission");
  world.tap("back");
  CHECK(world.shown() == "story:b");
  world.tap("back");
  CHECK(world.deck.page().kind == PageKind::home);
  world.deck.measured({900, 800, 1, 0}, world.now());
  CHECK(world.deck.scroll().offset() == 300);
  world.tap("back");
  CHECK(world.deck.page().kind == PageKind::slide);
  world.tap("back");
  CHECK(world.deck.page().kind == PageKind::slide);
}

TEST_CASE("a visitor who left is asked, then forgotten") {
  World world(three());
  world.tap("language:en");
  world.tap("story:a");
  world.wait(seconds(89));
  CHECK(world.deck.page().seconds_left == 0);
  world.wait(seconds(1));
  CHECK(world.deck.page().seconds_left == 20);
  world.wait(seconds(19));
  CHECK(world.deck.page().seconds_left == 1);
  CHECK(world.deck.page().kind == PageKind::reader);
  world.wait(seconds(1));
  CHECK(world.deck.page().kind == PageKind::slide);
  CHECK(world.deck.page().language == "tg");
  CHECK(world.shown() == "story:b");
  world.tap("back");
  CHECK(world.deck.page().kind == PageKind::slide);
}

TEST_CASE("a visitor who answers stays where they are") {
  World world(three());
  world.tap("language:en");
  world.tap("story:a");
  world.wait(seconds(100));
  REQUIRE(world.deck.page().seconds_left == 10);
  world.tap("home");  // any touch answers, and does nothing else
  CHECK(world.deck.page().seconds_left == 0);
  CHECK(world.deck.page().kind == PageKind::reader);
  CHECK(world.deck.page().language == "en");
  world.wait(seconds(89));
  CHECK(world.deck.page().seconds_left == 0);
}

TEST_CASE("close forgets at once") {
  World world(three());
  world.tap("language:fa");
  world.tap("story:a");
  world.tap("close");
  CHECK(world.deck.page().kind == PageKind::slide);
  CHECK(world.deck.page().language == "tg");
}

TEST_CASE("a language chosen on a slide is forgotten too") {
  World world(three());
  world.tap("language:fa");
  CHECK(world.deck.page().language == "fa");
  world.wait(seconds(59));
  CHECK(world.deck.page().language == "fa");
  world.wait(seconds(1));
  CHECK(world.deck.page().language == "tg");
}

TEST_CASE("an unknown target or language changes nothing") {
  World world(three());
  const Page before = world.deck.page();
  for (const char* target : {"", "story:none", "language:xx", "more:7x", "nonsense", "next:"})
    if (std::string_view(target) != "more:7x") world.tap(target);
  CHECK(world.deck.page() == before);
}

TEST_CASE("a topic's button leads to the page of the grid that begins with it") {
  World world(three());
  world.tap("home");
  world.tap("topic:2");
  CHECK(world.deck.page().kind == PageKind::home);
  CHECK(world.deck.page().first == 2);
  world.tap("topic:99");
  CHECK(world.deck.page().first == 0);
}

TEST_CASE("hours end with the next slide, and a clock that is set is heeded") {
  MemoryItem day = item("story:day");
  day.entry.rhythm.hours = {8 * 60, 13 * 60 + 1};  // at(0) is 13:00 there
  World world(items({item("story:a"), day}));
  CHECK(world.deck.page().total == 2);
  world.wait(seconds(61));
  CHECK(world.deck.page().total == 1);
  Now set = world.now();
  set.wall += std::chrono::hours(20);
  world.deck.tap("next", set);
  CHECK(world.deck.page().total == 2);
  set.clock = false;
  set.wall = at(120);
  world.deck.tap("next", set);
  CHECK(world.deck.page().total == 2);
}

TEST_CASE("a swipe to the left goes on, in a right-to-left language back") {
  World world(three());
  world.deck.swipe(Side::left, world.now());
  CHECK(world.shown() == "story:b");
  world.deck.swipe(Side::right, world.now());
  CHECK(world.shown() == "story:a");
  world.tap("language:fa");
  world.deck.swipe(Side::right, world.now());
  CHECK(world.shown() == "story:b");
  world.deck.key(Key::right, world.now());
  CHECK(world.shown() == "story:a");
}

TEST_CASE("a paused slide stays until the visitor is forgotten") {
  World world(three());
  world.tap("pause");
  world.wait(seconds(55));
  CHECK(world.shown() == "story:a");
  CHECK(world.deck.page().wishes.paused);
  world.wait(seconds(5));
  CHECK_FALSE(world.deck.page().wishes.paused);
}

TEST_CASE("the place in a story is kept over a change of language") {
  World world(three());
  world.tap("story:a");
  world.deck.measured({1000, 800, 1, 0}, world.now());
  world.deck.press(world.now());
  world.deck.drag(-500, world.now());
  world.deck.fling(0, world.now());
  world.tap("language:en");
  world.deck.measured({1600, 800, 1, 0}, world.now());
  CHECK(world.deck.scroll().offset() == 800);
}

TEST_CASE("text size and colours are chosen on a sheet, kept from page to page, and forgotten") {
  World world(three());
  world.tap("story:a");
  world.deck.measured({2000, 800, 1, 0}, world.now());
  world.tap("adjust");
  CHECK(world.deck.page().wishes.adjusting);
  for (int i = 0; i < 7; ++i) world.tap("larger");
  world.tap("contrast");
  CHECK(world.deck.page().wishes.text_step == text_steps - 1);
  CHECK(world.deck.page().wishes.contrast);
  world.tap("smaller");
  CHECK(world.deck.page().wishes.text_step == text_steps - 2);
  world.tap("adjust");
  CHECK_FALSE(world.deck.page().wishes.adjusting);
  world.tap("next");
  CHECK(world.shown() == "story:b");
  CHECK(world.deck.page().wishes.text_step == text_steps - 2);
  CHECK(world.deck.page().wishes.contrast);
  world.tap("close");
  CHECK(world.deck.page().wishes.text_step == 0);
  CHECK_FALSE(world.deck.page().wishes.contrast);
}

TEST_CASE("larger text keeps the place in the story") {
  World world(three());
  world.tap("story:a");
  world.deck.measured({1000, 800, 1, 0}, world.now());
  world.deck.press(world.now());
  world.deck.drag(-500, world.now());
  world.tap("larger");
  world.deck.measured({2000, 800, 1, 0}, world.now());
  CHECK(world.deck.scroll().offset() == Approx(1000).margin(2));
}

TEST_CASE("a slide waits while the sheet is open, and who walks away is forgotten") {
  World world(three());
  world.tap("adjust");
  world.wait(seconds(50));
  CHECK(world.shown() == "story:a");
  CHECK(world.deck.page().wishes.adjusting);
  world.wait(seconds(60));
  CHECK_FALSE(world.deck.page().wishes.adjusting);
}

TEST_CASE("escape puts the sheet away first") {
  World world(three());
  world.tap("story:a");
  world.tap("adjust");
  world.deck.key(Key::escape, world.now());
  CHECK_FALSE(world.deck.page().wishes.adjusting);
  CHECK(world.deck.page().kind == PageKind::reader);
}

TEST_CASE("keys scroll a page and never leave it") {
  World world(three());
  world.deck.key(Key::enter, world.now());
  world.deck.measured({1000, 800, 1, 0}, world.now());
  world.deck.key(Key::down, world.now());
  world.wait(seconds(2));
  CHECK(world.deck.scroll().offset() == 640);
  world.deck.key(Key::down, world.now());
  world.wait(seconds(2));
  CHECK(world.deck.scroll().offset() == 1000);
  world.deck.key(Key::escape, world.now());
  CHECK(world.deck.page().kind == PageKind::slide);
}

TEST_CASE("an edition with the shown item unchanged is taken at once") {
  World world(three());
  world.wait(seconds(12));
  const auto newer = items({item("story:new"), item("story:a"), item("story:b"), item("story:c")});
  world.deck.offer(newer, world.now());
  CHECK(world.deck.items() == newer);
  CHECK(world.shown() == "story:b");
  CHECK(world.deck.page().position == 3);
  world.wait(seconds(12));
  CHECK(world.shown() == "story:c");
}

TEST_CASE("an edition that changes the shown slide is taken when the slide was there a moment") {
  World world(three());
  MemoryItem changed = item("story:a");
  changed.version = "2";
  const auto newer = items({changed, item("story:b")});
  world.deck.offer(newer, world.now());
  world.wait(seconds(2));
  CHECK(world.deck.items() != newer);
  world.wait(seconds(1));
  CHECK(world.deck.items() == newer);
  CHECK(world.shown() == "story:a");
  world.wait(seconds(12));
  CHECK(world.shown() == "story:b");
}

TEST_CASE("a visitor who paused a slide keeps it as it is") {
  World world(three());
  world.tap("pause");
  MemoryItem changed = item("story:a");
  changed.version = "2";
  const auto newer = items({changed});
  world.deck.offer(newer, world.now());
  world.wait(seconds(30));
  CHECK(world.deck.items() != newer);
}

TEST_CASE("after an item that is gone comes the one that followed it") {
  World world(three());
  world.wait(seconds(12));
  world.deck.offer(items({item("story:a"), item("story:c")}), world.now());
  CHECK(world.shown() == "story:b");
  world.wait(seconds(12));
  CHECK(world.shown() == "story:c");
}

TEST_CASE("what nobody chose is the language of the edition that comes") {
  World world(items({}, "en"));
  CHECK(world.deck.page().kind == PageKind::welcome);
  CHECK(world.deck.page().language == "en");
  world.deck.offer(three(), world.now());
  world.wait(seconds(12));
  CHECK(world.deck.page().kind == PageKind::slide);
  CHECK(world.deck.page().language == "tg");
  SECTION("what a visitor chose stays") {
    world.tap("language:fa");
    world.deck.offer(items({item("story:a"), item("story:b")}, "en"), world.now());
    world.wait(seconds(15));
    CHECK(world.deck.page().language == "fa");
  }
  SECTION("and of what a visitor reads") {
    world.tap("story:a");
    world.deck.offer(items({item("story:a"), item("story:b")}, "en"), world.now());
    CHECK(world.deck.page().kind == PageKind::reader);
    CHECK(world.deck.page().language == "tg");
  }
}

TEST_CASE("a reader in a story stays in it whatever is published") {
  World world(three());
  world.tap("story:b");
  world.deck.offer(items({item("story:x"), item("story:y"), item("story:b")}), world.now());
  CHECK(world.deck.page().kind == PageKind::reader);
  CHECK(world.shown() == "story:b");
  CHECK(world.deck.page().previous == 1u);
  MemoryItem changed = item("story:b");
  changed.version = "2";
  const auto last = items({item("story:z"), changed});
  world.deck.offer(last, world.now());
  CHECK(world.deck.items() != last);
  world.tap("close");
  CHECK(world.deck.items() == last);
  CHECK(world.deck.page().kind == PageKind::slide);
}

TEST_CASE("the way back does not lead to what is gone") {
  World world(three());
  world.tap("story:a");
  world.tap("home");
  world.tap("story:b");
  world.deck.offer(items({item("story:b")}), world.now());
  world.tap("back");
  CHECK(world.deck.page().kind == PageKind::home);
  world.tap("back");
  CHECK(world.deck.page().kind == PageKind::slide);
}

TEST_CASE("with nobody to touch it, it pages through whole stories") {
  Options options;
  options.attended = false;
  World world(three(), options);
  CHECK_FALSE(world.deck.page().attended);
  world.wait(seconds(12));
  CHECK(world.deck.page().kind == PageKind::part);
  CHECK(world.deck.page().part == 0);
  world.wait(seconds(13));
  CHECK(world.deck.page().part == 1);
  world.wait(seconds(13));
  CHECK(world.deck.page().part == 2);
  world.wait(seconds(13));
  CHECK(world.deck.page().kind == PageKind::slide);
  CHECK(world.shown() == "story:b");
  world.tap("home");
  CHECK(world.deck.page().kind == PageKind::slide);
}

TEST_CASE("a display takes its languages in turn, a round each") {
  Options options;
  options.attended = false;
  options.round_languages = {"tg", "fa"};
  World world(items({item("contact:mission"), item("contact:office")}), options);
  CHECK(world.deck.page().language == "tg");
  world.wait(seconds(24));
  CHECK(world.deck.page().language == "fa");
  world.wait(seconds(24));
  CHECK(world.deck.page().language == "tg");
}

TEST_CASE("a touch panel may come and go") {
  Options options;
  options.attended = false;
  World world(three(), options);
  world.wait(seconds(14));
  world.deck.attend(true, world.now());
  CHECK(world.deck.page().kind == PageKind::slide);
  CHECK(world.deck.page().attended);
  world.tap("contacts");
  world.deck.attend(false, world.now());
  CHECK(world.deck.page().kind == PageKind::slide);
  CHECK_FALSE(world.deck.page().attended);
}

TEST_CASE("a broken record costs that item alone") {
  World world(items({item(""), item("story:b"), item("")}));
  CHECK(world.shown() == "story:b");
  world.wait(seconds(12));
  CHECK(world.shown() == "story:b");
}

TEST_CASE("nothing to show is a welcome, until there is something") {
  World world(items({}));
  CHECK(world.deck.page().kind == PageKind::welcome);
  CHECK(world.deck.next_deadline() == Millis::max());
  world.deck.offer(three(), world.now());
  world.wait(seconds(0));
  CHECK(world.shown() == "story:a");
  World broken(items({item(""), item("")}));
  CHECK(broken.deck.page().kind == PageKind::welcome);
}

TEST_CASE("above a visitor's page the bar has what is urgent, on slides the other notices") {
  MemoryItem urgent = item("notice:flood");
  urgent.entry.urgency = model::Urgency::urgent;
  World world(items({item("story:a"), item("story:b"), item("notice:hours"), urgent}));
  const auto bar = [&] { return world.deck.items()->name(world.deck.page().notice.value()); };
  CHECK(bar() == "notice:hours");
  world.tap("story:a");
  CHECK(bar() == "notice:flood");
}

TEST_CASE("the bar names the notices in turn") {
  World world(items({item("story:a"), item("story:b"), item("notice:x"), item("notice:y")}));
  CHECK(world.deck.page().notice == 2u);
  world.wait(seconds(12));
  CHECK(world.deck.page().notice == 3u);
  world.tap("notice:y");
  CHECK(world.deck.page().kind == PageKind::notice);
}

MemoryItem urgent_notice(std::string name, std::string version = "1") {
  MemoryItem notice = item(std::move(name));
  notice.entry.urgency = model::Urgency::urgent;
  notice.version = std::move(version);
  return notice;
}

TEST_CASE("an urgent notice has the screen until somebody says to have seen it") {
  World world(items({item("story:a"), item("story:b"), urgent_notice("notice:flood")}));
  CHECK(world.shown() == "notice:flood");
  CHECK(world.deck.page().pressing);
  world.wait(seconds(120));
  CHECK(world.shown() == "notice:flood");
  world.tap("story:b");  // nobody is kept from what they came for
  CHECK(world.shown() == "story:b");
  world.tap("close");
  CHECK(world.shown() == "notice:flood");
  world.tap("seen");
  CHECK(world.shown() == "story:a");
  CHECK_FALSE(world.deck.page().pressing);
  world.tap("previous");
  CHECK(world.shown() == "notice:flood");  // it still has its turns
  CHECK_FALSE(world.deck.page().pressing);
}

TEST_CASE("several urgent notices take turns, and each is seen by itself") {
  World world(items({item("story:a"), urgent_notice("notice:x"), urgent_notice("notice:y")}));
  CHECK(world.shown() == "notice:x");
  world.wait(seconds(12));
  CHECK(world.shown() == "notice:y");
  world.wait(seconds(12));
  CHECK(world.shown() == "notice:x");
  world.tap("seen");
  CHECK(world.shown() == "notice:y");
  world.wait(seconds(60));
  CHECK(world.shown() == "notice:y");
  world.tap("seen");
  CHECK(world.shown() == "story:a");
}

TEST_CASE("an urgent notice that comes, or says something else, comes at once") {
  World world(items({item("story:a"), item("story:b")}));
  world.deck.offer(items({item("story:a"), item("story:b"), urgent_notice("notice:flood")}),
                   world.now());
  world.wait(Millis(0));
  CHECK(world.shown() == "notice:flood");
  world.tap("seen");
  CHECK(world.shown() == "story:a");
  world.deck.offer(items({item("story:a"), item("story:b"), urgent_notice("notice:flood", "2")}),
                   world.now());
  world.wait(Millis(0));
  CHECK(world.shown() == "notice:flood");
  world.deck.offer(items({item("story:a"), item("story:b")}), world.now());  // it is over
  world.wait(seconds(3));
  CHECK(world.shown().starts_with("story:"));
}

TEST_CASE("where nobody can touch an urgent notice it takes turns with the rest") {
  Options display;
  display.attended = false;
  World world(items({item("contact:a"), urgent_notice("notice:flood")}), display);
  CHECK(world.shown() == "notice:flood");
  CHECK_FALSE(world.deck.page().pressing);
  world.wait(seconds(12));
  CHECK(world.shown() == "contact:a");
}

TEST_CASE("each slide invites in another language, and who follows it reads in that one") {
  World world(three());
  CHECK(world.deck.page().invitation == "tg");
  world.wait(seconds(12));
  CHECK(world.deck.page().invitation == "fa");
  world.tap("story:b");
  world.tap("back");
  CHECK(world.deck.page().invitation == "fa");  // it is the same slide
  CHECK(world.deck.page().language == "tg");
  world.wait(seconds(12));
  CHECK(world.deck.page().invitation == "en");
  world.tap("read:en");
  CHECK(world.deck.page().kind == PageKind::reader);
  CHECK(world.shown() == "story:c");
  CHECK(world.deck.page().language == "en");
  world.tap("back");
  CHECK(world.deck.page().invitation == "en");  // they have chosen
  world.tap("close");
  CHECK(world.deck.page().language == "tg");
}

}  // namespace
}  // namespace rohnamo::deck
