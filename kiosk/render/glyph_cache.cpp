#include "kiosk/render/glyph_cache.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "kiosk/render/surface.hpp"

namespace rohnamo::render {
namespace {

std::string key_of(const text::Run& run) {
  return fmt::format("{} {} {} {} {}", run.face, run.px,
                     run.direction == text::Direction::right_to_left ? 'r' : 'l',
                     run.script.letters, run.utf8);
}

Mask alpha_of(const SDL_Surface& surface) {
  Mask mask(surface.w, surface.h);
  for (int y = 0; y < surface.h; ++y) {
    const auto* pixels =
        reinterpret_cast<const std::uint32_t*>(static_cast<const std::uint8_t*>(surface.pixels) +
                                               static_cast<std::ptrdiff_t>(y) * surface.pitch);
    std::uint8_t* out = mask.row(y);
    for (int x = 0; x < surface.w; ++x) out[x] = static_cast<std::uint8_t>(pixels[x] >> 24U);
  }
  return mask;
}

// SDL_ttf moves a drawing down by what its marks reach out of the font upwards, and does not tell.
// It is higher than the font only for a mark above all letters, which then touches the first row,
// or one below all.
int top_overhang(TTF_Font* font, const Mask& mask) {
  const int extra = mask.height - TTF_FontHeight(font);
  if (extra <= 0) return 0;
  const std::uint8_t* row = mask.row(0);
  return std::any_of(row, row + mask.width, [](std::uint8_t c) { return c != 0; }) ? extra : 0;
}

}  // namespace

void GlyphCache::fit_for(int width, int height) {
  budget_ = static_cast<std::size_t>(width) * static_cast<std::size_t>(height);
}

const RunMask& GlyphCache::get(const text::Run& run) {
  auto key = key_of(run);
  if (const auto known = index_.find(key); known != index_.end()) {
    entries_.splice(entries_.begin(), entries_, known->second);
    return entries_.front().mask;
  }
  entries_.push_front({std::move(key), draw(run)});
  index_.emplace(entries_.front().key, entries_.begin());
  bytes_ += entries_.front().mask.mask.coverage.size();
  make_room();
  return entries_.front().mask;
}

void GlyphCache::make_room() {
  while (bytes_ > budget_ && entries_.size() > 1) {
    bytes_ -= entries_.back().mask.mask.coverage.size();
    index_.erase(entries_.back().key);
    entries_.pop_back();
  }
}

RunMask GlyphCache::draw(const text::Run& run) {
  RunMask result;
  TTF_Font* font = fonts_->font(run.face, run.px, run.direction, run.script);
  if (font == nullptr || run.utf8.empty()) return result;
  const Surface surface(
      TTF_RenderUTF8_Blended(font, run.utf8.c_str(), SDL_Color{255, 255, 255, 255}));
  if (!surface) return result;  // nothing but characters without ink
  result.mask = alpha_of(*surface);
  result.left = -fonts_->left_overhang(run.face, run.px, run.direction, run.script, run.utf8);
  result.top = -(TTF_FontAscent(font) + top_overhang(font, result.mask));
  return result;
}

}  // namespace rohnamo::render
