#include "tests/fakes/virtual_time.hpp"

namespace rohnamo::fakes {

core::Task<bool> VirtualSleeper::sleep(std::chrono::milliseconds duration) {
  sleeps_.push_back(duration);
  const bool woken = wake_ && *wake_ < duration;
  clock_->advance(woken ? *wake_ : duration);
  if (woken) wake_.reset();
  if (after_sleep) after_sleep(sleeps_.size());
  co_return woken;
}

}  // namespace rohnamo::fakes
