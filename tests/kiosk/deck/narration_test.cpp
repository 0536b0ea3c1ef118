// What is heard of a story: the deck's side of it.
#include "kiosk/deck/narration.hpp"

#include <catch2/catch.hpp>

#include "deck_world.hpp"

namespace rohnamo::deck {
namespace {

using State = Narration::State;
using std::chrono::seconds;

ItemsPtr two() {
  return items({item("story:a"), item("story:b"), item("contact:mission")});
}

struct Listener : World {
  explicit Listener(Options options = {}) : World(two(), options) {
    tap("story:a");
    laid_out({});
    tap("listen");
  }
  void laid_out(std::optional<Extent::Band> passage) {
    Extent extent{2'000, 800};
    extent.passage = passage;
    deck.measured(extent, now());
  }
  // A passage is read, and is there on the page.
  void read(int passage, int top) {
    deck.heard(passage);
    laid_out(Extent::Band{top, top + 60});
    wait(seconds(3));
  }
  [[nodiscard]] State state() const { return deck.page().narration.state; }
  [[nodiscard]] int volume() const { return deck.page().narration.volume; }
};

TEST_CASE("one button plays, pauses and plays on") {
  Listener world;
  CHECK(world.state() == State::playing);
  world.deck.heard(4);
  world.tap("listen");
  CHECK(world.state() == State::paused);
  CHECK(world.deck.page().narration.passage == 4);
  world.tap("listen");
  CHECK(world.state() == State::playing);
  world.deck.narration_over(State::silent, world.now());
  CHECK(world.state() == State::silent);
  CHECK(world.deck.page().narration.passage == 0);
}

TEST_CASE("only a story is listened to") {
  World world(two());
  world.tap("contacts");
  world.tap("listen");
  CHECK(world.deck.page().narration.state == State::silent);
}

TEST_CASE("what cannot be heard is not offered again on that page") {
  Listener world;
  world.deck.narration_over(State::broken, world.now());
  world.tap("listen");
  CHECK(world.state() == State::broken);
  world.tap("next");
  CHECK(world.state() == State::silent);
}

TEST_CASE("it stops when the page is left, in another language, and with the visitor") {
  for (const char* way : {"next", "back", "contacts", "language:fa", "close"}) {
    INFO(way);
    Listener world;
    world.tap(way);
    CHECK(world.state() == State::silent);
  }
}

TEST_CASE("the volume has five steps, goes along from story to story, and is forgotten") {
  Options options;
  options.volume = 2;
  Listener world(options);
  CHECK(world.volume() == 2);
  world.tap("quieter");
  world.tap("quieter");
  CHECK(world.volume() == 1);
  for (int i = 0; i < 7; ++i) world.tap("louder");
  CHECK(world.volume() == 5);
  world.tap("next");
  CHECK(world.volume() == 5);
  world.tap("close");
  CHECK(world.volume() == 2);
}

TEST_CASE("a volume that was changed is forgotten on the carousel too") {
  Listener world;
  world.tap("louder");
  world.tap("back");
  REQUIRE(world.deck.page().kind == PageKind::slide);
  CHECK(world.volume() == 4);
  world.wait(seconds(60));
  CHECK(world.volume() == 3);
}

TEST_CASE("who listens is asked later, and no sooner because it ends") {
  Listener world;
  world.wait(seconds(179));
  CHECK(world.deck.page().seconds_left == 0);
  world.deck.narration_over(State::silent, world.now());
  world.wait(seconds(89));
  CHECK(world.deck.page().seconds_left == 0);
  world.wait(seconds(1));
  CHECK(world.deck.page().seconds_left == 20);

  Listener away;
  away.wait(seconds(180));
  CHECK(away.deck.page().seconds_left == 20);
  CHECK(away.state() == State::playing);
  away.wait(seconds(20));
  CHECK(away.deck.page().kind == PageKind::slide);
  CHECK(away.state() == State::silent);
}

TEST_CASE("the page goes along with what is read, until the visitor scrolls") {
  Listener world;
  world.read(1, 300);
  CHECK(world.deck.scroll().offset() == 0);  // it is in view
  world.read(2, 900);
  CHECK(world.deck.scroll().offset() == Approx(700).margin(5));
  world.deck.press(world.now());
  world.deck.drag(400, world.now());
  world.deck.fling(0, world.now());
  world.wait(seconds(3));
  const int chosen = world.deck.scroll().offset();
  CHECK(chosen == Approx(300).margin(5));
  world.read(3, 1'900);
  CHECK(world.deck.scroll().offset() == chosen);
  world.tap("listen");
  world.tap("listen");
  world.read(4, 1'900);
  CHECK(world.deck.scroll().offset() == Approx(1'700).margin(5));
}

TEST_CASE("a page that is laid out anew is not scrolled again") {
  Listener world;
  world.read(1, 900);
  world.deck.reveal(0, 10, world.now());
  world.wait(seconds(3));
  world.read(1, 900);
  CHECK(world.deck.scroll().offset() < 5);
}

}  // namespace
}  // namespace rohnamo::deck
