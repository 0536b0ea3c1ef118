// Where a long page is scrolled to, and how it moves: it follows the finger, glides on with
// friction, and its edges give. Positions are pixels, times are handed in; nothing here waits.
#pragma once

#include <chrono>

namespace rohnamo::deck {

using Millis = std::chrono::milliseconds;

class Scroll {
 public:
  // `furthest`: the largest offset that is at rest; `view`: the height of the window on it.
  void set_range(int furthest, int view);
  [[nodiscard]] int furthest() const { return furthest_; }
  [[nodiscard]] int view() const { return view_; }

  // At once and at rest.
  void jump(double offset);
  // A finger came down: whatever moved stops.
  void grab();
  // The finger moved by `dy` pixels, downwards positive. Beyond an edge it moves ever less.
  void drag(double dy);
  // The finger left at `velocity` pixels a second, downwards positive.
  void release(double velocity, Millis now);
  // The finger left without having moved: as release(0), if it held anything.
  void let_go(Millis now);
  // Moves there smoothly.
  void glide_to(double offset, Millis now);
  // Advances to `now`; true if the offset that is drawn changed.
  bool step(Millis now);

  [[nodiscard]] bool moving() const { return motion_ != Motion::rest && motion_ != Motion::held; }
  [[nodiscard]] int offset() const;  // may lie outside 0 to furthest while an edge gives

 private:
  enum class Motion { rest, held, glide, spring };
  void spring_to(double rest, double velocity, Millis now);
  void step_glide(Millis now);
  void step_spring(Millis now);

  int furthest_ = 0, view_ = 1;
  Motion motion_ = Motion::rest;
  double offset_ = 0;    // what is drawn
  double held_ = 0;      // where the finger would have it, were there no edges
  double from_ = 0;      // offset (glide) or distance from rest (spring) when the motion began
  double velocity_ = 0;  // of the offset, when the motion began
  double rest_ = 0;
  Millis began_{0};
};

}  // namespace rohnamo::deck
