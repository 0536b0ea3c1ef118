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

TEST_CASE("days and hours decide too, by the channel's own clock") {
  // at(0) is Friday 2027-01-15, 08:00 UTC: 13:00 there.
  constexpr std::uint8_t friday = 16, saturday = 32;
  constexpr int hour = 3600;
  MemoryItem morning = item("story:morning");
  morning.entry.rhythm.hours = {8 * 60, 12 * 60};
  MemoryItem today = item("story:today");
  today.entry.rhythm = {friday, {8 * 60, 18 * 60}};
  MemoryItem tomorrow = item("notice:tomorrow");
  tomorrow.entry.rhythm.days = saturday;
  const auto all = items({item("story:a"), morning, today, tomorrow});
  const auto arrange = [&](Carousel& carousel, base::Time now) {
    carousel.arrange(*all, now, all->local_clock(now));
    return round(carousel, *all);
  };
  Carousel carousel;
  CHECK(arrange(carousel, at(0)) == "a today ");
  CHECK(carousel.notices().empty());
  CHECK(carousel.changes_at() == at(5 * hour));
  CHECK(arrange(carousel, at(5 * hour)) == "a ");
  CHECK(carousel.changes_at() == at(11 * hour));
  CHECK(arrange(carousel, at(11 * hour)) == "a ");
  CHECK(carousel.notices().size() == 1);
  CHECK(carousel.changes_at() == at(19 * hour));
  CHECK(arrange(carousel, at(19 * hour)) == "a morning ");
}

TEST_CASE("where nobody knows the hour, days and hours do not count") {
  MemoryItem never = item("story:never");
  never.entry.rhythm = {1, {0, 1}};
  const auto all = items({item("story:a"), never});
  Carousel carousel;
  carousel.arrange(*all, at(0));
  CHECK(round(carousel, *all) == "a never ");
  CHECK_FALSE(carousel.changes_at());
}

TEST_CASE("hours that leave nothing are set aside, and a change of the zone's clock is awaited") {
  MemoryItem night = item("story:night");
  night.entry.rhythm.hours = {22 * 60, 6 * 60};
  const auto all = items({night});
  Carousel carousel;
  carousel.arrange(*all, at(0), model::LocalClock{std::chrono::hours(5), at(100)});
  CHECK(round(carousel, *all) == "night ");
  CHECK(carousel.changes_at() == at(100));
}

TEST_CASE("a higher priority opens the round; other turns stay spread, the list stays in order") {
  MemoryItem first = heavy("story:first", 2);
  first.entry.priority = 9;
  MemoryItem second = item("story:second");
  second.entry.priority = 1;
  const auto all = items({item("story:a"), item("story:b"), second, first, item("contact:m")});
  Carousel carousel;
  carousel.arrange(*all, at(0));
  CHECK(round(carousel, *all) == "first second a first b m ");
  CHECK(carousel.stories() == std::vector<std::size_t>{0, 1, 2, 3});
  CHECK(carousel.contacts() == std::vector<std::size_t>{4});
}

TEST_CASE("the list of stories goes by topic, those without one last") {
  const auto of = [](const char* name, std::uint16_t topic) {
    MemoryItem result = item(name);
    result.entry.topic = topic;
    return result;
  };
  const auto all = items({of("story:a", 2), of("story:b", 0), of("story:c", 1), of("story:d", 2)});
  Carousel carousel;
  carousel.arrange(*all, at(0));
  CHECK(carousel.stories() == std::vector<std::size_t>{2, 0, 3, 1});
  CHECK(round(carousel, *all) == "a b c d ");
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
