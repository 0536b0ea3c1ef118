// Talking to systemd (sd_notify(3)); silent where nobody listens.
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <string>

namespace rohnamo::app {

// One thread. As long as it lives, it feeds the watchdog from the loop: a loop that hangs is
// noticed.
class Notifier {
 public:
  explicit Notifier(const boost::asio::any_io_executor& executor);
  void ready();
  void status(const std::string& words);
  void stopping();

 private:
  void feed();
  boost::asio::steady_timer timer_;
  std::chrono::microseconds period_{0};  // 0: there is no watchdog
};

}  // namespace rohnamo::app
