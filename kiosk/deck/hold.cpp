#include "kiosk/deck/hold.hpp"

#include <algorithm>

namespace rohnamo::deck {

void Hold::begin(Millis now) {
  if (held_) return;
  held_ = true;
  began_ = now_ = now;
}

double Hold::shown() const {
  const Millis since = now_ - began_;
  if (!held_ || since < quiet) return 0;
  return static_cast<double>((since - quiet).count()) /
         static_cast<double>((whole - quiet).count());
}

bool Hold::tick(Millis now) {
  if (!held_) return false;
  now_ = std::min(now, began_ + whole);
  if (now < began_ + whole) return false;
  held_ = false;
  return true;
}

Millis Hold::next_deadline() const {
  if (!held_) return Millis::max();
  return std::clamp(now_ + step, began_ + quiet, began_ + whole);
}

}  // namespace rohnamo::deck
