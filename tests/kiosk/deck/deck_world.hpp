// A deck with its clock.
#pragma once

#include <algorithm>
#include <string>

#include "items_in_memory.hpp"
#include "kiosk/deck/deck.hpp"

namespace rohnamo::deck {

// A deck on a clock that only the test moves: every tick happens at the deck's own deadline.
struct World {
  explicit World(ItemsPtr all, Options options = {}) : deck(std::move(all), options, now()) {}

  [[nodiscard]] Now now() const { return {clock, at(static_cast<int>(clock.count() / 1000))}; }
  void wait(Millis span) {
    const Millis end = clock + span;
    while (deck.next_deadline() <= end) {
      clock = std::max(clock, deck.next_deadline());
      deck.tick(now());
      if (deck.page().kind == PageKind::part) deck.measured({0, 800, 3, 140}, now());
    }
    clock = end;
    deck.tick(now());
  }
  void tap(std::string_view target) { deck.tap(target, now()); }
  [[nodiscard]] std::string shown() const { return deck.items()->name(deck.page().item); }

  Millis clock{0};
  Deck deck;
};

}  // namespace rohnamo::deck
