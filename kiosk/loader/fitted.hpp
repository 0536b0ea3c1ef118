// What makes one picture, as it is shown, differ from another.
#pragma once

#include <compare>
#include <cstdint>

#include "content/base/hash.hpp"
#include "kiosk/scene/scene.hpp"

namespace rohnamo::loader {

struct Fitted {
  base::Hash blob;
  int width = 0, height = 0;     // pixels
  int focus_x = 0, focus_y = 0;  // thousandths
  std::uint32_t background = 0;  // 0xRRGGBB
  auto operator<=>(const Fitted&) const = default;
};

Fitted fitted(const scene::PictureFill& fill);

}  // namespace rohnamo::loader
