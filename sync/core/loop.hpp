// Updates for ever: at the interval after a success, by backoff after a failure, at once when
// woken.
#pragma once

#include <functional>

#include "sync/core/backoff.hpp"
#include "sync/core/sleeper.hpp"
#include "sync/core/update.hpp"

namespace rohnamo::core {

// Told of what the loop does, on its thread: the app writes its status from this.
class LoopObserver {
 public:
  virtual ~LoopObserver() = default;
  virtual void started() = 0;
  virtual void progressed(const Progress& progress) = 0;
  virtual void finished(const base::Result<Outcome>& result) = 0;
  virtual void sleeping(std::chrono::milliseconds duration) = 0;  // until the next attempt
};

struct LoopOptions {
  std::chrono::milliseconds interval{900'000};  // between successes; up to a tenth is taken off
  Backoff::Limits backoff;
  std::uint64_t seed = 0;  // differs from kiosk to kiosk, so that they do not all come at once
};

// Returns when the coroutine is cancelled. All references must outlive it; `clock` is the
// machine's.
Task<void> run_forever(UpdateCycle& cycle, Sleeper& sleeper, LoopObserver& observer,
                       std::function<base::Time()> clock, LoopOptions options);

}  // namespace rohnamo::core
