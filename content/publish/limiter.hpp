// Keeps samples below a ceiling, without cutting the wave off: it is turned down before each peak
// that is too high, and up again behind it.
#pragma once

#include <cstddef>
#include <deque>
#include <span>
#include <vector>

namespace rohnamo::publish {

// One thread.
class Limiter {
 public:
  // `ceiling`: of samples, 1 is full scale. `rate`: samples a second.
  Limiter(float ceiling, int rate);

  // In place; what comes out is `delay()` samples behind what goes in, silence at first.
  void process(std::span<float> samples);
  [[nodiscard]] std::size_t delay() const { return window_; }

 private:
  float held(float wanted);
  float smoothed(float gain);

  struct Low {
    std::size_t at;
    float gain;
  };

  float ceiling_;
  std::size_t window_;          // samples looked ahead
  float recovery_;              // of the way up again, a sample
  std::size_t at_ = 0;          // samples so far
  std::deque<Low> lows_;        // of the window: each is lower than those behind it
  float gain_ = 1;              // with its recovery
  std::vector<float> gains_;    // the last of them, in a ring
  double sum_;                  // of gains_
  std::vector<float> delayed_;  // samples, in a ring
};

}  // namespace rohnamo::publish
