// What was shown of a movement, sixty times a second.
#pragma once

#include <ctime>

#include "tests/bench/host_stalls.hpp"
#include "tests/bench/samples.hpp"

namespace rohnamo::bench {

constexpr double sixtieth_ms = 1000.0 / 60;

struct Frames {
  Samples cpu_ms;          // of this thread, each
  std::vector<Span> late;  // more than a sixtieth of a second: from when it was due until it came
  double first_ms = 0;     // to the first one

  void add(const Frames& others) {
    cpu_ms.add(others.cpu_ms);
    late.insert(late.end(), others.late.begin(), others.late.end());
    first_ms = std::max(first_ms, others.first_ms);
  }
};

inline bool is_late(const Span& frame) {
  return frame.end - frame.begin > std::chrono::duration<double, std::milli>(sixtieth_ms);
}

inline double thread_cpu_ms() {
  timespec used{};
  ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &used);
  return static_cast<double>(used.tv_sec) * 1e3 + static_cast<double>(used.tv_nsec) / 1e6;
}

}  // namespace rohnamo::bench
