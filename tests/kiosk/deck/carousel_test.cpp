#include "kiosk/deck/carousel.hpp"

#include <catch2/catch.hpp>

#include "items_in_memory.hpp"

namespace rohnamo::deck {
namespace {

std::string round(Carousel& carousel, const Items& items) {
  std::string names;
  for (std::size_t i = 0; i < carousel.turns().size(); ++i) {
    const std::string name = items.name(carousel.item());
    names += name.substr(name.find(':') + 1) + " ";
    carousel.step(1);
  }
  return names;
}

MemoryItem heavy(std::string name, int weight) {
  MemoryItem result = item(std::move(name));
  result.entry.weight = static_cast<std::uint16_t>(weight);
  return result;
}

MemoryItem from_until(std::string name, std::optional<int> from, std::optional<int> until) {
  MemoryItem result = item(std::move(name));
  if (from) result.entry.from = at(*from);
  if (until) result.entry.until = at(*until);
  return result;
}

TEST_CASE("items of one weight come in their order") {
  const auto all = items({item("story:a"), item("story:b"), item("story:c"), item("contact:m")});
  Carousel carousel;
  carousel.arrange(*all, at(0));
  CHECK(round(carousel, *all) == "a b c m ");
  CHECK(carousel.total() == 4);
}

TEST_CASE("a heavy item takes its turns spread over the round") {
  const auto all = items({heavy("story:a", 1), heavy("story:b", 2), heavy("story:c", 1),
                          heavy("story:d", 1), heavy("story:e", 1), heavy("story:f", 1)});
  Carousel carousel;
  carousel.arrange(*all, at(0));
  CHECK(round(carousel, *all) == "a b c d b e f ");
}

TEST_CASE("the schedule decides who takes part, and says when it changes") {
  const auto all = items({from_until("story:later", 100, {}), from_until("story:now", {}, 50),
                          from_until("story:over", {}, 0), item("story:always")});
  Carousel carousel;
  carousel.arrange(*all, at(0));
  CHECK(round(carousel, *all) == "now always ");
  CHECK(carousel.changes_at() == at(50));
  carousel.arrange(*all, at(200));
  CHECK(round(carousel, *all) == "later always ");
  CHECK_FALSE(carousel.changes_at());
}

TEST_CASE("a schedule that leaves nothing is set aside") {
  const auto all = items({from_until("story:a", {}, 10), from_until("story:b", 500, {})});
  Carousel carousel;
  carousel.arrange(*all, at(100));
  CHECK(round(carousel, *all) == "a b ");
}

TEST_CASE("urgent notices come first and again; others wait in the bar") {
  MemoryItem urgent = item("notice:flood");
  urgent.entry.urgency = model::Urgency::urgent;
  const auto all = items({item("story:a"), item("story:b"), item("story:c"), item("story:d"),
                          item("notice:hours"), urgent});
  Carousel carousel;
  carousel.arrange(*all, at(0));
  CHECK(round(carousel, *all) == "flood a b c flood d ");
  CHECK(carousel.notices() == std::vector<std::size_t>{5, 4});
  CHECK(carousel.urgent_notices() == 1);
  CHECK(carousel.total() == 4);
}

TEST_CASE("a step over the end completes a round") {
  const auto all = items({item("story:a"), item("story:b")});
  Carousel carousel;
  carousel.arrange(*all, at(0));
  CHECK_FALSE(carousel.step(1));
  CHECK(carousel.step(1));
  CHECK_FALSE(carousel.step(-1));
  CHECK(all->name(carousel.item()) == "story:b");
  CHECK(carousel.position() == 2);
}

}  // namespace
}  // namespace rohnamo::deck
