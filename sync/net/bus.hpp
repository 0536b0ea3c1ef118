// The system's D-Bus (sd-bus(3)) in an io_context: nothing blocks, nothing polls.
#pragma once

#include <systemd/sd-bus.h>

#include <boost/asio/any_io_executor.hpp>
#include <functional>
#include <memory>

#include "content/base/result.hpp"

namespace rohnamo::net {

// One thread. Messages are handed to sd-bus's own callbacks; these must not destroy the Bus.
class Bus {
 public:
  // `lost` is called once, and not from within a callback, when the connection has ended; nothing
  // comes then any more. Error: offline, where there is no bus.
  static base::Result<std::unique_ptr<Bus>> open_system(
      const boost::asio::any_io_executor& executor, std::function<void()> lost);
  ~Bus();
  Bus(const Bus&) = delete;
  Bus& operator=(const Bus&) = delete;

  [[nodiscard]] sd_bus* get() const;
  // After messages were queued, except in a callback: that they are sent.
  void poke();

 private:
  struct Loop;
  explicit Bus(std::shared_ptr<Loop> loop);
  std::shared_ptr<Loop> loop_;
};

}  // namespace rohnamo::net
