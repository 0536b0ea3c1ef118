// Keeps the screen from wearing out and the room from being lit all night: dark hours, brightness,
// and pages that stand a few pixels elsewhere every quarter of an hour. Main thread.
#pragma once

#include "kiosk/app/light.hpp"
#include "kiosk/render/backlight.hpp"
#include "kiosk/render/window.hpp"
#include "kiosk/scene/scene.hpp"

namespace rohnamo::app {

class Calm {
 public:
  Calm(render::Window& window, LightPlan plan, Millis began)
      : window_(&window), light_(std::move(plan)), began_(began), moved_at_(began) {}

  [[nodiscard]] bool lit() const { return state_.lit; }
  // Somebody touched the screen; false: that lit it, and means nothing else.
  [[nodiscard]] bool touched(Millis steady);
  // By the clock that stands at `local`; true: the page must be drawn anew, or the dark one.
  [[nodiscard]] bool tick(Millis steady, const std::optional<model::LocalTime>& local);
  // When tick() is needed next; Millis::max(): not before a touch.
  [[nodiscard]] Millis next_deadline() const { return changes_at_; }

  // Another page: it may stand elsewhere than the one before.
  void turned(Millis steady) { moved_at_ = steady; }
  // How the page looks by now; `unit` is that of its sizes.
  void dress(scene::Scene& scene, double unit) const;
  [[nodiscard]] scene::Scene darkness() const;

 private:
  render::Window* window_;
  render::Backlight backlight_;
  Light light_;
  Light::State state_;
  bool shade_ = false;  // there is no lamp to set: the page itself is darker
  Millis changes_at_ = Millis::max();
  Millis began_, moved_at_;
};

}  // namespace rohnamo::app
