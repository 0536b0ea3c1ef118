// From what the window shows to another page, pixel by pixel, where the two differ and only there.
#pragma once

#include <vector>

#include "kiosk/render/surface.hpp"
#include "kiosk/scene/scene.hpp"

namespace rohnamo::render {

// The rectangles in which two surfaces of one size differ, to a raster of tiles; they do not
// overlap. At most `differences_limit`, else the one around all of them.
constexpr std::size_t differences_limit = 160;
std::vector<scene::Rect> differences(const SDL_Surface& one, const SDL_Surface& other);

// Keeps the new page, and of the old one what differs, for as long as it lives. Main thread.
class CrossFade {
 public:
  // `window` and `page` are of one size, 32 bits a pixel.
  CrossFade(const SDL_Surface& window, Surface page);

  [[nodiscard]] bool fits(const SDL_Surface& window) const;
  // What every step changes; empty: the two pages look alike.
  [[nodiscard]] const std::vector<scene::Rect>& parts() const { return parts_; }
  // mix 0 to 255, as blend(). `window` as it was given, or as another step left it. `rows`: some of
  // one part's, over its whole width.
  void step(int mix, SDL_Surface& window, const scene::Rect& rows) const;

 private:
  [[nodiscard]] const std::uint8_t* old_row(const scene::Rect& part, int y) const;
  Surface page_;
  std::vector<scene::Rect> parts_;
  Surface old_;  // but a store of pixels: the parts' rows one after the other, without gaps
};

}  // namespace rohnamo::render
