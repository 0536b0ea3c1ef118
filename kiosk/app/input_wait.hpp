// Sleeping until an input device, another thread or the time has something for the main loop.
//
// On a bare console SDL 2.26 looks for events every millisecond, some 890 wakeups a second for
// nothing. There this waits in poll(2), over devices of its own opening, and SDL is asked when it
// is over. Devices may come and go meanwhile.
#pragma once

#include <chrono>
#include <filesystem>
#include <map>
#include <string>

#include "content/base/descriptor.hpp"

namespace rohnamo::app {

class InputWait {
 public:
  // `folder`: where devices named event<number> come and go. What may not be read is left out.
  explicit InputWait(std::filesystem::path folder = "/dev/input");

  // Until a device has an event, a device came or went, wake() was called since the last time, or
  // `most` is over (negative: without end). What the devices said is dropped. For three seconds
  // after a device came or went it sleeps for a tenth of one at most: SDL hears of it by udev,
  // which is later, and must have opened it before it is touched.
  void sleep(std::chrono::milliseconds most);
  // Any thread.
  void wake() const;

 private:
  void look_for_devices();
  [[nodiscard]] int timeout(std::chrono::milliseconds most) const;
  std::filesystem::path folder_;
  std::chrono::steady_clock::time_point unsettled_until_;
  base::Descriptor woken_;    // eventfd(2)
  base::Descriptor changes_;  // inotify(7) on the folder
  std::map<std::string, base::Descriptor> devices_;
};

}  // namespace rohnamo::app
