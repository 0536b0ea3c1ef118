// How often a PIN may be tried: after five wrong ones not for five minutes, then ten, twenty, forty
// and sixty. Pure; goes by a steady clock alone, so setting the machine's clock opens nothing.
#pragma once

#include "kiosk/deck/scroll.hpp"

namespace rohnamo::deck {

class PinLock {
 public:
  static constexpr int tries = 5;
  static constexpr Millis first{300'000}, longest{3'600'000};

  // What must outlast the program.
  struct State {
    int wrong = 0;    // since the last lock
    int locks = 0;    // since the last right one
    Millis until{0};  // steady time
    bool operator==(const State&) const = default;
  };

  PinLock() = default;
  // Takes up what an earlier run left. `same_boot`: its steady time is this one's; else a lock that
  // may still hold begins anew.
  PinLock(const State& kept, bool same_boot, Millis now);

  [[nodiscard]] const State& state() const { return state_; }
  [[nodiscard]] bool locked(Millis now) const { return now < state_.until; }
  [[nodiscard]] Millis until() const { return state_.until; }
  [[nodiscard]] int tries_left() const { return tries - state_.wrong; }

  // A try counts as wrong until right() is called: to end the program in its midst wins none.
  void begin(Millis now);
  void right() { state_ = {}; }
  // True once a lock is over: from then on a start of the machine does not begin it anew.
  bool settle(Millis now);

 private:
  [[nodiscard]] Millis length() const;  // of the last lock
  State state_;
};

}  // namespace rohnamo::deck
