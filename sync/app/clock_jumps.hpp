// Whether somebody sets the machine's clock while the program runs: a time server after a power
// cut, or a hand. Seen by comparing it with a clock that nobody sets; nothing wakes up for it.
#pragma once

#include <chrono>
#include <optional>

#include "content/base/time.hpp"

namespace rohnamo::app {

class ClockJumps {
 public:
  using Ticks = std::chrono::steady_clock::time_point;

  // By how much the clock was set since the last call: less than 0 is back. Nothing at the first
  // call, or where it is less than 10 s, as when a time server only keeps it right.
  std::optional<base::seconds> look(base::Time system, Ticks ticks);

 private:
  std::optional<base::seconds> ahead_;  // of the ticks
};

}  // namespace rohnamo::app
