// The lamp behind the panel, where the system has one to set: /sys/class/backlight. Main thread.
#pragma once

#include <filesystem>

namespace rohnamo::render {

class Backlight {
 public:
  explicit Backlight(std::filesystem::path folder = "/sys/class/backlight")
      : folder_(std::move(folder)) {}

  // To `step` of `steps`, never to dark; false: there is none, or it may not be set.
  [[nodiscard]] bool set(int step, int steps) const;

 private:
  std::filesystem::path folder_;
};

}  // namespace rohnamo::render
