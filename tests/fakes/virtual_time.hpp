// Time as data: a clock that only the world moves, and a sleeper that moves it.
#pragma once

#include <functional>
#include <vector>

#include "content/base/time.hpp"
#include "sync/core/sleeper.hpp"

namespace rohnamo::fakes {

class VirtualClock {
 public:
  explicit VirtualClock(base::Time start) : start_(start) {}
  [[nodiscard]] base::Time now() const {
    return start_ + std::chrono::floor<std::chrono::seconds>(passed_);
  }
  [[nodiscard]] std::chrono::milliseconds passed() const { return passed_; }
  void advance(std::chrono::milliseconds duration) { passed_ += duration; }

 private:
  base::Time start_;
  std::chrono::milliseconds passed_{0};
};

class VirtualSleeper final : public core::Sleeper {
 public:
  explicit VirtualSleeper(VirtualClock& clock) : clock_(&clock) {}

  // The sleep under way, or the next one, ends after this much of it.
  void wake_after(std::chrono::milliseconds duration) { wake_ = duration; }
  // Called at the end of every sleep, with how many there were: where a test changes its world.
  std::function<void(std::size_t)> after_sleep;
  [[nodiscard]] const std::vector<std::chrono::milliseconds>& sleeps() const { return sleeps_; }

  core::Task<bool> sleep(std::chrono::milliseconds duration) override;

 private:
  VirtualClock* clock_;
  std::optional<std::chrono::milliseconds> wake_;
  std::vector<std::chrono::milliseconds> sleeps_;  // as they were asked for
};

}  // namespace rohnamo::fakes
