#include "kiosk/deck/pin_lock.hpp"

#include <algorithm>

namespace rohnamo::deck {

PinLock::PinLock(const State& kept, bool same_boot, Millis now) : state_(kept) {
  state_.wrong = std::clamp(state_.wrong, 0, tries - 1);
  state_.locks = std::max(state_.locks, 0);
  if (state_.until == Millis(0) || state_.locks == 0) {
    state_.until = Millis(0);
  } else {
    state_.until = same_boot ? std::min(state_.until, now + length()) : now + length();
  }
}

Millis PinLock::length() const {
  Millis length = first;
  for (int i = 1; i < state_.locks && length < longest; ++i) length *= 2;
  return std::min(length, longest);
}

void PinLock::begin(Millis now) {
  if (++state_.wrong < tries) return;
  state_.wrong = 0;
  ++state_.locks;
  state_.until = now + length();
}

bool PinLock::settle(Millis now) {
  if (state_.until == Millis(0) || locked(now)) return false;
  state_.until = Millis(0);
  return true;
}

}  // namespace rohnamo::deck
