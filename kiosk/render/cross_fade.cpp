#include "kiosk/render/cross_fade.hpp"

#include <algorithm>
#include <cstring>
#include <optional>

#include "kiosk/render/blend.hpp"

namespace rohnamo::render {
namespace {

using scene::Rect;

constexpr int pixel_bytes = 4;
constexpr int tile_width = 64;  // pixels
constexpr int tile_height = 32;
constexpr int store_width = 1024;

std::uint8_t* place(const SDL_Surface& surface, int x, int y) {
  return static_cast<std::uint8_t*>(surface.pixels) +
         static_cast<std::ptrdiff_t>(y) * surface.pitch +
         static_cast<std::ptrdiff_t>(x) * pixel_bytes;
}

std::size_t row_bytes(const Rect& part) {
  return static_cast<std::size_t>(part.w) * pixel_bytes;
}

bool differ(const SDL_Surface& one, const SDL_Surface& other, const Rect& tile) {
  for (int y = tile.y; y < tile.bottom(); ++y)
    if (std::memcmp(place(one, tile.x, y), place(other, tile.x, y), row_bytes(tile)) != 0)
      return true;
  return false;
}

Rect around(const Rect& a, const Rect& b) {
  const int left = std::min(a.x, b.x);
  const int top = std::min(a.y, b.y);
  return {left, top, std::max(a.right(), b.right()) - left, std::max(a.bottom(), b.bottom()) - top};
}

// Makes one of two where they are as wide and meet, and else adds it.
void add(std::vector<Rect>& parts, const Rect& run) {
  for (Rect& part : parts) {
    if (part.x != run.x || part.w != run.w || part.bottom() != run.y) continue;
    part.h += run.h;
    return;
  }
  parts.push_back(run);
}

}  // namespace

std::vector<Rect> differences(const SDL_Surface& one, const SDL_Surface& other) {
  std::vector<Rect> parts;
  for (int y = 0; y < one.h; y += tile_height) {
    const int height = std::min(tile_height, one.h - y);
    std::optional<Rect> run;
    for (int x = 0; x < one.w; x += tile_width) {
      const Rect tile{x, y, std::min(tile_width, one.w - x), height};
      if (differ(one, other, tile)) {
        run = run ? around(*run, tile) : tile;
      } else if (run) {
        add(parts, *run);
        run.reset();
      }
    }
    if (run) add(parts, *run);
  }
  if (parts.size() <= differences_limit) return parts;
  Rect all = parts.front();
  for (const Rect& part : parts) all = around(all, part);
  return {all};
}

CrossFade::CrossFade(const SDL_Surface& window, Surface page)
    : page_(std::move(page)), parts_(differences(window, *page_)) {
  int pixels = 0;
  for (const Rect& part : parts_) pixels += part.w * part.h;
  old_ = make_surface(store_width, pixels / store_width + 1);
  std::uint8_t* out = place(*old_, 0, 0);
  for (const Rect& part : parts_)
    for (int y = part.y; y < part.bottom(); ++y, out += row_bytes(part))
      std::memcpy(out, place(window, part.x, y), row_bytes(part));
}

const std::uint8_t* CrossFade::old_row(const Rect& part, int y) const {
  std::size_t before = row_bytes(part) * static_cast<std::size_t>(y - part.y);
  for (const Rect& other : parts_) {
    if (other == part) break;
    before += row_bytes(other) * static_cast<std::size_t>(other.h);
  }
  return place(*old_, 0, 0) + before;
}

bool CrossFade::fits(const SDL_Surface& window) const {
  return page_->w == window.w && page_->h == window.h;
}

void CrossFade::step(int mix, SDL_Surface& window, const Rect& rows) const {
  const auto part = std::ranges::find_if(parts_, [&](const Rect& one) {
    return one.contains(rows.x, rows.y) && rows.w == one.w && rows.bottom() <= one.bottom();
  });
  if (part == parts_.end()) return;
  const std::uint8_t* old = old_row(*part, rows.y);
  for (int y = rows.y; y < rows.bottom(); ++y, old += row_bytes(rows))
    blend_row(old, place(*page_, rows.x, y), mix, place(window, rows.x, y), rows.w);
}

}  // namespace rohnamo::render
