#include "kiosk/app/calm.hpp"

#include <array>
#include <cmath>

#include "kiosk/scene/shift.hpp"

namespace rohnamo::app {
namespace {

constexpr Millis stay{900'000};  // at one place
struct Place {
  int x, y;
};
constexpr std::array<Place, 9> places{
    {{0, 0}, {1, 0}, {1, 1}, {0, 1}, {-1, 1}, {-1, 0}, {-1, -1}, {0, -1}, {1, -1}}};
constexpr double reach = 0.375;  // units: 3 pixels at 1920x1080
constexpr int shade_step = 36;   // of 255

}  // namespace

bool Calm::touched(Millis steady) {
  light_.touched(steady);
  if (!state_.lit) changes_at_ = steady;
  return state_.lit;
}

bool Calm::tick(Millis steady, const std::optional<model::LocalTime>& local) {
  changes_at_ = light_.changes_at(steady, local);
  const Light::State next = light_.at(steady, local);
  if (next == state_) return false;
  if (next.lit != state_.lit) window_->light(next.lit);
  if (next.brightness != state_.brightness)
    shade_ = !backlight_.set(next.brightness, brightness_steps);
  state_ = next;
  return true;
}

void Calm::dress(scene::Scene& scene, double unit) const {
  const auto place =
      places.at(static_cast<std::size_t>(((moved_at_ - began_) / stay) % places.size()));
  const int step = static_cast<int>(std::lround(unit * reach));
  scene::shift(scene, place.x * step, place.y * step);
  if (!shade_) return;
  const auto alpha = static_cast<std::uint8_t>((brightness_steps - state_.brightness) * shade_step);
  scene.over.emplace_back(scene::Box{{0, 0, scene.width, scene.height}, {0, 0, 0, alpha}, 0});
}

scene::Scene Calm::darkness() const {
  scene::Scene scene;
  scene.width = window_->width();
  scene.height = window_->height();
  scene.background = {0, 0, 0, 255};
  return scene;
}

}  // namespace rohnamo::app
