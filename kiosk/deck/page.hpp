// One page of the screen: all that decides what is drawn but the scroll offset.
#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "kiosk/deck/narration.hpp"
#include "kiosk/deck/visitor.hpp"

namespace rohnamo::deck {

enum class PageKind { welcome, slide, home, reader, contacts, notice, part };

// Whether a visitor opened it: these scroll.
constexpr bool scrolls(PageKind kind) {
  return kind == PageKind::home || kind == PageKind::reader || kind == PageKind::contacts ||
         kind == PageKind::notice;
}

// Indices are those of Deck::items().
struct Page {
  PageKind kind = PageKind::welcome;
  std::size_t item = 0;   // slide, reader, notice, part; contacts: the one to begin with
  std::size_t first = 0;  // home: the first story of the grid
  int part = 0;           // part: which page of the story, from 0
  std::string language;
  std::string invitation;  // slide: the language that the visitor is invited in
  bool pressing = false;   // slide: an urgent notice that stays until somebody has seen it
  bool attended = true;
  Wishes wishes;
  Narration narration;   // reader
  int seconds_left = 0;  // before the visitor is forgotten; 0: not asked
  int position = 0, total = 0;
  std::optional<std::size_t> notice;          // for the notice bar
  std::optional<std::size_t> previous, next;  // reader: the neighbouring stories
  bool operator==(const Page&) const = default;
};

}  // namespace rohnamo::deck
