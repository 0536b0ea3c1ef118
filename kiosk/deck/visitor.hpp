// Who stands before the screen: what they like of it, and how long they are believed to be there.
// Pure: times are handed in.
#pragma once

#include <optional>
#include <string_view>

#include "kiosk/deck/scroll.hpp"

namespace rohnamo::deck {

constexpr int text_steps = 5;

// All that a visitor chose but the language; forgotten with them.
struct Wishes {
  int text_step = 0;       // how large they like the text: 0 to text_steps - 1
  bool contrast = false;   // black and white
  bool adjusting = false;  // the sheet with these two is open
  bool paused = false;     // the slide stays
  bool operator==(const Wishes&) const = default;
};

// Acts on a target of the sheet on which text and colours are chosen; false: it is none of them.
bool adjust(Wishes& wishes, std::string_view target);

struct Patience {
  Millis idle{60'000};        // without a touch before the visitor is asked
  Millis reading{90'000};     // the same, in a story
  Millis listening{180'000};  // the same, while it is heard
  Millis answer{20'000};      // the time to answer
};

enum class Pastime { looking, reading, listening };

class Visitor {
 public:
  Visitor(Patience patience, Millis now) : patience_(patience), touched_at_(now) {}

  void touched(Millis now) { touched_at_ = now; }
  // The seconds left to answer; 0: they are not asked yet; nullopt: they are gone.
  [[nodiscard]] std::optional<int> seconds_left(Pastime pastime, Millis now) const;
  // When seconds_left() gives something else than `seconds`.
  [[nodiscard]] Millis changes_at(Pastime pastime, int seconds) const;

 private:
  [[nodiscard]] Millis asked_at(Pastime pastime) const;

  Patience patience_;
  Millis touched_at_;
};

}  // namespace rohnamo::deck
