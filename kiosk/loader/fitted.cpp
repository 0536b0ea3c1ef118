#include "kiosk/loader/fitted.hpp"

namespace rohnamo::loader {

Fitted fitted(const scene::PictureFill& fill) {
  const auto& color = fill.placeholder;
  return {fill.blob.hash,
          fill.rect.w,
          fill.rect.h,
          static_cast<int>(fill.focus_x * 1000),
          static_cast<int>(fill.focus_y * 1000),
          std::uint32_t{color.r} << 16U | std::uint32_t{color.g} << 8U | color.b};
}

}  // namespace rohnamo::loader
