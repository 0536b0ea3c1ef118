// The X server that the windows open on: the one of DISPLAY, or an Xvfb of our own.
#pragma once

#include <optional>

#include "tests/bench/process.hpp"

namespace rohnamo::bench {

class XDisplay {
 public:
  // An Xvfb of width x height where DISPLAY is not set; it ends with this. `scratch` gets its log.
  static base::Result<XDisplay> open(const base::Path& scratch, int width, int height);

  [[nodiscard]] const std::string& name() const { return name_; }  // for DISPLAY

 private:
  XDisplay(std::optional<Process> server, std::string name)
      : server_(std::move(server)), name_(std::move(name)) {}
  std::optional<Process> server_;
  std::string name_;
};

// The one that DISPLAY names, and SDL takes, for as long as this lives.
class ChosenDisplay {
 public:
  explicit ChosenDisplay(const XDisplay& display);
  ~ChosenDisplay();
  ChosenDisplay(const ChosenDisplay&) = delete;
  ChosenDisplay& operator=(const ChosenDisplay&) = delete;

 private:
  std::optional<std::string> before_;
};

}  // namespace rohnamo::bench
