#include "sync/app/notifier.hpp"

#include <systemd/sd-daemon.h>

namespace rohnamo::app {

Notifier::Notifier(const boost::asio::any_io_executor& executor) : timer_(executor) {
  std::uint64_t limit = 0;  // microseconds
  if (sd_watchdog_enabled(0, &limit) > 0) period_ = std::chrono::microseconds(limit / 3);
  if (period_.count() > 0) feed();
}

void Notifier::feed() {
  sd_notify(0, "WATCHDOG=1");
  timer_.expires_after(period_);
  timer_.async_wait([this](const boost::system::error_code& error) {
    if (!error) feed();
  });
}

void Notifier::ready() {
  sd_notify(0, "READY=1");
}

void Notifier::status(const std::string& words) {
  sd_notify(0, ("STATUS=" + words).c_str());
}

void Notifier::stopping() {
  timer_.cancel();
  sd_notify(0, "STOPPING=1");
}

}  // namespace rohnamo::app
