#include "kiosk/render/rotation.hpp"

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <utility>

namespace rohnamo::render {
namespace {

// Of pixels that are copied together: their rows and their columns both stay in the cache.
constexpr int tile = 16;

std::uint32_t* pixel_at(SDL_Surface& surface, int x, int y) {
  auto* row =
      static_cast<std::uint8_t*>(surface.pixels) + static_cast<std::ptrdiff_t>(y) * surface.pitch;
  return reinterpret_cast<std::uint32_t*>(row) + x;
}

void copy_rows(SDL_Surface& from, scene::Rect part, SDL_Surface& to) {
  const auto bytes = static_cast<std::size_t>(part.w) * sizeof(std::uint32_t);
  for (int y = part.y; y < part.y + part.h; ++y)
    std::memcpy(pixel_at(to, part.x, y), pixel_at(from, part.x, y), bytes);
}

}  // namespace

PanelSize turned(PanelSize size, Rotation rotation) {
  if (rotation == Rotation::quarter || rotation == Rotation::three_quarters)
    std::swap(size.width, size.height);
  return size;
}

scene::Rect turned(scene::Rect part, PanelSize panel, Rotation rotation) {
  switch (rotation) {
    case Rotation::none:
      break;
    case Rotation::quarter:
      return {panel.width - part.y - part.h, part.x, part.h, part.w};
    case Rotation::half:
      return {panel.width - part.x - part.w, panel.height - part.y - part.h, part.w, part.h};
    case Rotation::three_quarters:
      return {part.y, panel.height - part.x - part.w, part.h, part.w};
  }
  return part;
}

Fraction page_point(Fraction of_panel, Rotation rotation) {
  switch (rotation) {
    case Rotation::none:
      break;
    case Rotation::quarter:
      return {of_panel.y, 1 - of_panel.x};
    case Rotation::half:
      return {1 - of_panel.x, 1 - of_panel.y};
    case Rotation::three_quarters:
      return {1 - of_panel.y, of_panel.x};
  }
  return of_panel;
}

void copy_turned(SDL_Surface& page, scene::Rect part, SDL_Surface& panel, Rotation rotation) {
  if (rotation == Rotation::none) return copy_rows(page, part, panel);
  const PanelSize size{panel.w, panel.h};
  const auto copy_tile = [&](int left, int top, int right, int bottom) {
    // The step on the panel for one pixel to the right on the page.
    const auto from = turned(scene::Rect{left, top, 1, 1}, size, rotation);
    const auto beside = turned(scene::Rect{left + 1, top, 1, 1}, size, rotation);
    const std::ptrdiff_t step =
        (beside.x - from.x) + static_cast<std::ptrdiff_t>(beside.y - from.y) * (panel.pitch / 4);
    for (int y = top; y < bottom; ++y) {
      const auto begin = turned(scene::Rect{left, y, 1, 1}, size, rotation);
      std::uint32_t* to = pixel_at(panel, begin.x, begin.y);
      const std::uint32_t* pixel = pixel_at(page, left, y);
      for (int x = left; x < right; ++x, to += step) *to = *pixel++;
    }
  };
  for (int top = part.y; top < part.y + part.h; top += tile)
    for (int left = part.x; left < part.x + part.w; left += tile)
      copy_tile(left, top, std::min(left + tile, part.x + part.w),
                std::min(top + tile, part.y + part.h));
}

}  // namespace rohnamo::render
