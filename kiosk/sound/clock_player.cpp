#include "kiosk/sound/clock_player.hpp"

#include <algorithm>

#include "content/model/opus.hpp"

namespace rohnamo::sound {

base::Result<void> ClockPlayer::play(const base::Path& file, Millis from, int, Millis now) {
  const auto mapping = TRY(fs_->map(file));
  length_ = TRY(model::opus_length(mapping->bytes()));
  began_ = now - from;
  return {};
}

Millis ClockPlayer::position(Millis now) const {
  return std::min(now - began_, length_);
}

bool ClockPlayer::ended(Millis now) const {
  return now - began_ >= length_;
}

}  // namespace rohnamo::sound
