// What a visitor hears of a story: a value of the page. Main thread.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string_view>

namespace rohnamo::deck {

constexpr int volume_steps = 5;

struct Narration {
  // broken: it was tried and cannot be heard; it is not offered again while the page stays.
  enum class State : std::uint8_t { silent, playing, paused, broken };
  State state = State::silent;
  int volume = 3;   // 1 to volume_steps
  int passage = 0;  // the cue that is being read, from 1; 0: none is known

  bool operator==(const Narration&) const = default;
  [[nodiscard]] bool playing() const { return state == State::playing; }
  [[nodiscard]] bool open() const { return playing() || state == State::paused; }

  // The volume stays, for the next story.
  void stop(State to = State::silent) {
    state = to;
    passage = 0;
  }

  // "listen", which is "pause" and "play" too, "quieter", "louder". False: it is another target.
  bool tap(std::string_view target) {
    if (target == "listen") {
      if (state != State::broken) state = playing() ? State::paused : State::playing;
    } else if (target == "quieter" || target == "louder") {
      volume = std::clamp(volume + (target == "louder" ? 1 : -1), 1, volume_steps);
    } else {
      return false;
    }
    return true;
  }
};

}  // namespace rohnamo::deck
