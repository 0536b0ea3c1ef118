// Coverage of pixels, 0 to 255, without a colour: glyphs and icons before they are tinted.
#pragma once

#include <cstdint>
#include <vector>

namespace rohnamo::render {

struct Mask {
  int width = 0, height = 0;
  std::vector<std::uint8_t> coverage;  // rows, top first

  Mask() = default;
  Mask(int w, int h)
      : width(w), height(h), coverage(static_cast<std::size_t>(w) * static_cast<std::size_t>(h)) {}
  [[nodiscard]] std::uint8_t* row(int y) {
    return coverage.data() + static_cast<std::ptrdiff_t>(y) * width;
  }
  [[nodiscard]] const std::uint8_t* row(int y) const {
    return coverage.data() + static_cast<std::ptrdiff_t>(y) * width;
  }
};

}  // namespace rohnamo::render
