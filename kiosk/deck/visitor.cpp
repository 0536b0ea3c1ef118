#include "kiosk/deck/visitor.hpp"

#include <algorithm>

namespace rohnamo::deck {

bool adjust(Wishes& wishes, std::string_view target) {
  if (target == "adjust") {
    wishes.adjusting = !wishes.adjusting;
  } else if (target == "larger") {
    wishes.text_step = std::min(wishes.text_step + 1, text_steps - 1);
  } else if (target == "smaller") {
    wishes.text_step = std::max(wishes.text_step - 1, 0);
  } else if (target == "contrast") {
    wishes.contrast = !wishes.contrast;
  } else {
    return false;
  }
  return true;
}

Millis Visitor::asked_at(Pastime pastime) const {
  switch (pastime) {
    case Pastime::listening:
      return touched_at_ + patience_.listening;
    case Pastime::reading:
      return touched_at_ + patience_.reading;
    case Pastime::looking:
      break;
  }
  return touched_at_ + patience_.idle;
}

std::optional<int> Visitor::seconds_left(Pastime pastime, Millis now) const {
  if (now < asked_at(pastime)) return 0;
  const Millis left = asked_at(pastime) + patience_.answer - now;
  if (left <= Millis(0)) return std::nullopt;
  return static_cast<int>((left.count() + 999) / 1000);
}

Millis Visitor::changes_at(Pastime pastime, int seconds) const {
  if (seconds == 0) return asked_at(pastime);
  return asked_at(pastime) + patience_.answer - Millis(1000) * (seconds - 1);
}

}  // namespace rohnamo::deck
