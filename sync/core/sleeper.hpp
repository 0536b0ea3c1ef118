// Waiting, as a port: a real timer, in tests a clock that runs a year in a second.
#pragma once

#include <chrono>

#include "sync/core/transport.hpp"

namespace rohnamo::core {

class Sleeper {
 public:
  virtual ~Sleeper() = default;
  // Waits for `duration`, or less where wake() is called (a route appeared, somebody asked).
  // True: it was woken.
  virtual Task<bool> sleep(std::chrono::milliseconds duration) = 0;
};

}  // namespace rohnamo::core
