// Primitive strokes of the painter on a 32-bit surface: rectangles, gradients, tinted masks,
// pictures. Everything is clipped; nothing is kept.
#pragma once

#include <SDL.h>

#include "kiosk/render/mask.hpp"
#include "kiosk/scene/scene.hpp"

namespace rohnamo::render {

scene::Rect intersection(scene::Rect a, scene::Rect b);  // w or h 0: they do not meet

class Canvas {
 public:
  // `target`: 32 bits a pixel, laid out as ARGB8888 or XRGB8888, locked or without need of it.
  // Nothing outside `clip` is touched. Marks are moved by (dx, dy).
  Canvas(SDL_Surface& target, scene::Rect clip, int dx = 0, int dy = 0);

  [[nodiscard]] bool shows(scene::Rect rect) const;  // whether any of it would be seen

  void fill(scene::Rect rect, scene::Color color);
  void rounded(scene::Rect rect, scene::Color color, int radius);
  // A line on the inner side of the rectangle's edge.
  void outline(const scene::Outline& outline);
  void gradient(const scene::Gradient& gradient);  // dithered: no bands
  void mask(const Mask& mask, int x, int y, scene::Color color);
  // All of `picture`, unscaled, at the top left of `rect`, which cuts it; `radius` rounds corners.
  void picture(SDL_Surface& picture, scene::Rect rect, int radius);

 private:
  [[nodiscard]] scene::Rect placed(scene::Rect rect) const;
  [[nodiscard]] std::uint32_t* row(int y) const;
  SDL_Surface* target_;
  scene::Rect clip_;
  int dx_, dy_;
};

}  // namespace rohnamo::render
