// Waiting by a real timer.
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/steady_timer.hpp>
#include <vector>

#include "sync/core/sleeper.hpp"

namespace rohnamo::net {

// One thread. Must outlive its sleeps. Cancelling a sleep ends it as woken.
class TimerSleeper : public core::Sleeper {
 public:
  explicit TimerSleeper(boost::asio::any_io_executor executor) : executor_(std::move(executor)) {}

  core::Task<bool> sleep(std::chrono::milliseconds duration) override;
  // Ends every sleep; where nobody sleeps, the next one: a wish is not lost while an update runs.
  void wake();

 private:
  boost::asio::any_io_executor executor_;
  std::vector<boost::asio::steady_timer*> sleeping_;
  bool woken_ = false;
};

}  // namespace rohnamo::net
