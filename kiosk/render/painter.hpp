// Draws a scene into a 32-bit surface in memory, on the processor: the one path by which every
// frame is made, on X11, Wayland, KMSDRM and off screen. Main thread.
#pragma once

#include <SDL.h>

#include <functional>
#include <memory>

#include "kiosk/render/drawings.hpp"
#include "kiosk/render/picture.hpp"
#include "kiosk/render/surface.hpp"
#include "kiosk/scene/scene.hpp"

namespace rohnamo::render {

// Fitted to w x h; where it is not there, the placeholder is drawn.
using PictureSource = std::function<Picture(const scene::PictureFill&)>;

// Runs that are links are underlined. A target is ARGB8888, or XRGB8888 as window surfaces are.
class Painter {
 public:
  // `drawings` outlives this.
  Painter(Drawings& drawings, PictureSource pictures);
  ~Painter();
  Painter(const Painter&) = delete;
  Painter& operator=(const Painter&) = delete;

  // The whole scene, with its scroll area `offset` pixels up (may be outside its range: edges
  // give).
  void paint(const scene::Scene& scene, int offset, SDL_Surface& target);
  // The same, within a part of the target.
  void paint(const scene::Scene& scene, int offset, SDL_Surface& target, scene::Rect part);

  // Whether a picture was not there, or another stood in for it, when a scene was last painted
  // whole, or a part of it since.
  [[nodiscard]] bool lacks_pictures() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace rohnamo::render
