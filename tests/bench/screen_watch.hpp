// An X screen looked at from outside: when does it show a picture, whoever draws it?
#pragma once

#include <memory>
#include <vector>

#include "tests/bench/process.hpp"

namespace rohnamo::bench {

class ScreenWatch {
 public:
  // `picture`: a PNG of the screen's size. Of it the rows of pixels at every eighth of the height
  // count, but for the last, where clocks stand.
  static base::Result<ScreenWatch> open(const std::string& display, const base::Path& picture);

  // Whether nearly all of those pixels are on the screen, nearly so.
  [[nodiscard]] base::Result<bool> shows() const;
  // Looks every two milliseconds until it shows. Code::cancelled: the process ended before;
  // Code::timeout: half a minute passed.
  base::Result<void> wait(Process& process) const;

 private:
  struct Row {
    int y = 0;
    std::vector<std::uint32_t> pixels;
  };
  struct Display;
  ScreenWatch(std::shared_ptr<Display> display, std::vector<Row> rows);
  std::shared_ptr<Display> display_;
  std::vector<Row> rows_;
};

}  // namespace rohnamo::bench
