// Pressing and holding: shown as under way after a second, done after three. Pure: times are handed
// in. What is held (a place, a key) is the caller's.
#pragma once

#include "kiosk/deck/scroll.hpp"

namespace rohnamo::deck {

class Hold {
 public:
  static constexpr Millis quiet{1'000}, whole{3'000}, step{50};

  // Where it is held already, that goes on: a key repeats itself.
  void begin(Millis now);
  void end() { held_ = false; }
  [[nodiscard]] bool held() const { return held_; }
  // 0 while nothing of it is to be seen, up to 1.
  [[nodiscard]] double shown() const;
  // Advances to `now`; true, once, when it was held long enough.
  bool tick(Millis now);
  // When tick() is needed next; Millis::max(): it is not.
  [[nodiscard]] Millis next_deadline() const;

 private:
  bool held_ = false;
  Millis began_{0}, now_{0};
};

}  // namespace rohnamo::deck
