// How long to wait after failures: exponential, full jitter, capped.
// Source: "Exponential Backoff and Jitter", AWS Architecture Blog, 2015.
#pragma once

#include <chrono>
#include <cstdint>
#include <random>

namespace rohnamo::core {

class Backoff {
 public:
  struct Limits {
    std::chrono::milliseconds first{5'000};  // upper bound of the first wait
    std::chrono::milliseconds cap{900'000};  // upper bound of every wait
    std::chrono::milliseconds floor{1'000};  // no wait is shorter
  };
  Backoff(Limits limits, std::uint64_t seed) : limits_(limits), random_(seed) {}

  // The wait after one more failure: evenly from [floor, min(cap, first * 2^failures)].
  std::chrono::milliseconds next();
  void reset() { failures_ = 0; }  // after a success, or when a route appears
  [[nodiscard]] int failures() const { return failures_; }

 private:
  Limits limits_;
  std::mt19937_64 random_;
  int failures_ = 0;
};

}  // namespace rohnamo::core
