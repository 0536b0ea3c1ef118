// The cross-fade's inner loop, on its own so that it is always built at -O3: the compiler makes
// of it what hand-written SSE2 would be.
#include <algorithm>
#include <cstdint>
#include <cstring>

#include "kiosk/render/canvas.hpp"
#include "kiosk/render/painter.hpp"

namespace rohnamo::render {
namespace {

void blend_bytes(const std::uint8_t* from, const std::uint8_t* to, std::uint8_t* target, int count,
                 std::uint16_t weight) {
  const auto rest = static_cast<std::uint16_t>(256 - weight);
#pragma GCC ivdep  // the target may be one of the two, but never beside itself
  for (int i = 0; i < count; ++i) {
    target[i] = static_cast<std::uint8_t>((from[i] * rest + to[i] * weight) >> 8);
  }
}

std::ptrdiff_t place(const SDL_Surface& surface, int x, int y) {
  return static_cast<std::ptrdiff_t>(y) * surface.pitch + static_cast<std::ptrdiff_t>(x) * 4;
}

}  // namespace

void blend(const SDL_Surface& from, const SDL_Surface& to, int mix, SDL_Surface& target) {
  blend(from, to, mix, target, {0, 0, target.w, target.h});
}

void blend(const SDL_Surface& from, const SDL_Surface& to, int mix, SDL_Surface& target,
           scene::Rect part) {
  part = intersection(part, {0, 0, target.w, target.h});
  part = intersection(part, intersection({0, 0, from.w, from.h}, {0, 0, to.w, to.h}));
  for (int y = part.y; y < part.bottom(); ++y) {
    const auto* a = static_cast<const std::uint8_t*>(from.pixels) + place(from, part.x, y);
    const auto* b = static_cast<const std::uint8_t*>(to.pixels) + place(to, part.x, y);
    blend_row(a, b, mix, static_cast<std::uint8_t*>(target.pixels) + place(target, part.x, y),
              part.w);
  }
}

void blend_row(const std::uint8_t* from, const std::uint8_t* to, int mix, std::uint8_t* target,
               int pixels) {
  mix = std::clamp(mix, 0, 255);
  const auto weight = static_cast<std::uint16_t>(mix + (mix >> 7));  // 255 is all of 256
  if (mix == 0 || mix == 255)
    std::memmove(target, mix == 0 ? from : to, static_cast<std::size_t>(pixels) * 4);
  else
    blend_bytes(from, to, target, pixels * 4, weight);
}

}  // namespace rohnamo::render
