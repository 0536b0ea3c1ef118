// Brings scenes to the window: paints what changed, fades from one page to the next, scrolls.
// Main thread. Frames are made when frame() is called and only then.
#pragma once

#include <optional>
#include <vector>

#include "kiosk/deck/scroll.hpp"
#include "kiosk/render/cross_fade.hpp"
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
  // How much of the scene's recording is played, 0 to 1.
  void progress(double share);
  // The target that a finger is on; nullopt: none.
  void press(std::optional<scene::Rect> rect, int radius);
  // The target that a keyboard is on; nullptr: none.
  void focus(const scene::Target* target);
  // The window is another one: all must be painted anew.
  void refresh();
  // Pictures came, of this scene or another. A fade that is under way ends first.
  void pictures_arrived();

  // Makes the frame of this moment, if there is one to make; true: the window changed.
  bool frame(Millis now);
  // When the next frame is due; Millis::max(): none.
  [[nodiscard]] Millis next_deadline() const;
  [[nodiscard]] bool fading() const { return fade_.has_value(); }
  [[nodiscard]] const scene::Scene& scene() const { return scene_; }

 private:
  struct Fade {
    render::CrossFade pages;
    Millis length;
    Millis shown;                        // when it was asked for; the pages were painted after that
    std::optional<Millis> began, drawn;  // its first frame, its last one
  };
  void end_fade();
  bool fade_frame(SDL_Surface& window, Millis now);
  void spoil(const scene::Rect& part);
  void paint(SDL_Surface& target, const scene::Rect& part);

  render::Window* window_;
  render::Painter* painter_;
  scene::Scene scene_;
  int offset_ = 0;
  double share_ = 0;
  std::optional<scene::Box> pressed_;
  std::optional<scene::Target> focused_;
  bool stale_ = false;                    // the whole window is
  std::vector<scene::Rect> stale_parts_;  // or these
  std::optional<Fade> fade_;
};

}  // namespace rohnamo::app
