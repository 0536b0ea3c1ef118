// How fast bytes may come: a token bucket. Pure; one thread.
#pragma once

#include <chrono>
#include <cstdint>

namespace rohnamo::core {

class Pace {
 public:
  // 0: no limit.
  explicit Pace(std::uint64_t bytes_per_second) : rate_(bytes_per_second) {}

  // Takes note of bytes that came at `now`, on a clock that never goes back, and gives how long to
  // wait before more are read. A second of silence is the most that is made up for later. All who
  // share a Pace share its rate.
  std::chrono::milliseconds spend(std::uint64_t bytes, std::chrono::milliseconds now);

 private:
  std::uint64_t rate_;
  std::chrono::nanoseconds paid_until_{std::chrono::nanoseconds::min()};
};

}  // namespace rohnamo::core
