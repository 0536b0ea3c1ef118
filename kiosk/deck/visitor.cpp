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

Millis Visitor::asked_at(bool reading) const {
  return touched_at_ + (reading ? patience_.reading : patience_.idle);
}

std::optional<int> Visitor::seconds_left(bool reading, Millis now) const {
  if (now < asked_at(reading)) return 0;
  const Millis left = asked_at(reading) + patience_.answer - now;
  if (left <= Millis(0)) return std::nullopt;
  return static_cast<int>((left.count() + 999) / 1000);
}

Millis Visitor::changes_at(bool reading, int seconds) const {
  if (seconds == 0) return asked_at(reading);
  return asked_at(reading) + patience_.answer - Millis(1000) * (seconds - 1);
}

}  // namespace rohnamo::deck
