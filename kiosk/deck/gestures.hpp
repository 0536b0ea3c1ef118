// From the ways of one finger (or the mouse) to what they mean. Pixels and handed-in times.
#pragma once

#include <array>
#include <cstddef>
#include <variant>
#include <vector>

#include "kiosk/deck/scroll.hpp"

namespace rohnamo::deck {

enum class Side { left, right };

struct Pressed {  // a finger is down and may become a tap
  int x, y;
};
struct Unpressed {};  // it will not become one
struct Tapped {
  int x, y;
};
struct Dragged {
  double dy;  // since the last one
};
struct Flung {
  double velocity;  // pixels a second, downwards positive; 0 where the finger rested
};
struct Swiped {
  Side to;
};

using Gesture = std::variant<Pressed, Unpressed, Tapped, Dragged, Flung, Swiped>;

class Gestures {
 public:
  // `slop`: how far a tap may wander; `swipe`: how far a swipe must go. Pixels.
  Gestures(int slop, int swipe) : slop_(slop), swipe_(swipe) {}

  std::vector<Gesture> down(int x, int y, Millis now);
  std::vector<Gesture> move(int x, int y, Millis now);
  std::vector<Gesture> up(int x, int y, Millis now);
  // What the finger does until it leaves means nothing any more.
  void cancel() { state_ = State::idle; }

 private:
  enum class State { idle, pressed, vertical, horizontal };
  struct Sample {
    int y;
    Millis at;
  };
  [[nodiscard]] double velocity(Millis now) const;
  void remember(int y, Millis now);

  int slop_, swipe_;
  State state_ = State::idle;
  int start_x_ = 0, start_y_ = 0, last_y_ = 0;
  std::array<Sample, 8> samples_{};
  std::size_t count_ = 0;
};

}  // namespace rohnamo::deck
