// Brings scenes to the window: paints what changed, fades from one page to the next, scrolls.
// Main thread. Frames are made when frame() is called and only then.
#pragma once

#include <optional>

#include "kiosk/deck/scroll.hpp"
#include "kiosk/render/painter.hpp"
#include "kiosk/render/window.hpp"
#include "kiosk/scene/scene.hpp"

namespace rohnamo::app {

using deck::Millis;

class Stage {
 public:
  Stage(render::Window& window, render::Painter& painter) : window_(&window), painter_(&painter) {}

  // The scene from now on; it comes at once where `fade` is zero.
  void show(scene::Scene scene, int offset, Millis fade, Millis now);
  void scroll(int offset);
  // The target that a finger is on; nullopt: none.
  void press(std::optional<scene::Rect> rect, int radius);
  // The target that a keyboard is on; nullptr: none.
  void focus(const scene::Target* target);
  // All must be painted anew: pictures came, or the window is another one.
  void refresh() { stale_ = Stale::all; }

  // Makes the frame of this moment, if there is one to make; true: the window changed.
  bool frame(Millis now);
  // When the next frame is due; Millis::max(): none.
  [[nodiscard]] Millis next_deadline() const;
  [[nodiscard]] const scene::Scene& scene() const { return scene_; }

 private:
  enum class Stale { nothing, scroll, all };
  void begin_fade(Millis fade, Millis now);
  void end_fade();
  void paint(SDL_Surface& target, Stale what);

  render::Window* window_;
  render::Painter* painter_;
  scene::Scene scene_;
  int offset_ = 0;
  std::optional<scene::Box> pressed_;
  std::optional<scene::Target> focused_;
  Stale stale_ = Stale::all;
  // A fade is under way while from_ and to_ are as large as the window and length_ is not zero.
  render::Surface from_, to_;
  Millis began_{0}, length_{0}, drawn_{0};
};

}  // namespace rohnamo::app
