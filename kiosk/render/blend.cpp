// The inner loops, on their own so that they are always built at -O3: the compiler makes of them
// what hand-written SSE2 would be.
#include "kiosk/render/blend.hpp"

#include <algorithm>
#include <cstdint>
#include <cstring>

#include "kiosk/render/canvas.hpp"

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

constexpr int group = 8;  // pixels

void lay_group(const std::uint8_t* covered, std::uint32_t over, std::uint32_t alpha,
               std::uint32_t* out) {
  std::uint64_t all = 0;
  std::memcpy(&all, covered, sizeof all);
  if (all == 0) return;  // letters are mostly gaps
  if (all == ~std::uint64_t{0} && alpha == 255) {
    std::fill(out, out + group, over);
    return;
  }
#pragma GCC ivdep  // coverages are no pixels
  for (int i = 0; i < group; ++i) out[i] = mixed(out[i], over, divided_by_255(covered[i] * alpha));
}

std::ptrdiff_t place(const SDL_Surface& surface, int x, int y) {
  return static_cast<std::ptrdiff_t>(y) * surface.pitch + static_cast<std::ptrdiff_t>(x) * 4;
}

}  // namespace

void lay_row(const std::uint8_t* covered, std::uint32_t over, std::uint32_t alpha,
             std::uint32_t* out, int pixels) {
  int i = 0;
  for (; i + group <= pixels; i += group) lay_group(covered + i, over, alpha, out + i);
  for (; i < pixels; ++i)
    if (covered[i] != 0) out[i] = mixed(out[i], over, divided_by_255(covered[i] * alpha));
}

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
