// The kiosk's way to the staff's pages and back. While one is open the deck goes on below it,
// unseen, and has no input.
#include <algorithm>
#include <cmath>
#include <utility>

#include "kiosk/app/kiosk.hpp"

namespace rohnamo::app {

using deck::Now;

const deck::Scroll& Kiosk::scroll() const {
  return staff_open() ? staff_->staff().scroll() : deck_.scroll();
}

// ---- holding the corner

void Kiosk::hold_corner(int x, int y, Now now) {
  if (!staff_ || staff_open()) return;
  const auto corner = scene::staff_corner(panel(deck_.items()), right_to_left());
  if (corner.contains(x, y)) staff_->hold().begin(now.steady);
}

void Kiosk::hold_key(bool down, Now now) {
  if (!staff_ || staff_open()) return;
  if (down)
    staff_->hold().begin(now.steady);
  else
    staff_->hold().end();
}

// A disc that grows from the corner, so that one knows that something comes of it.
void Kiosk::show_hold() {
  const double shown = staff_->hold().shown();
  if (shown == std::exchange(hold_shown_, shown)) return;
  if (shown == 0) return stage_.press(std::nullopt, 0);
  const auto corner = scene::staff_corner(panel(deck_.items()), right_to_left());
  const int radius = static_cast<int>(std::lround(corner.w * (0.3 + 1.2 * shown)));
  const int x = right_to_left() ? corner.right() : corner.x;
  stage_.press(scene::Rect{x - radius, corner.y - radius, 2 * radius, 2 * radius}, radius);
}

void Kiosk::open_staff(Now now) {
  const std::string language = deck_.page().language;
  gestures_.cancel();
  finger_down_ = false;
  stage_.press(std::nullopt, 0);
  focus_.clear();
  waiting_.reset();
  deck_.tap("close", now);
  staff_->staff().begin(language, now.steady);
  if (recordings_.audible()) staff_->staff().show_volume(deck_.usual_volume());
}

void Kiosk::tick_staff(Now now) {
  if (!staff_) return;
  const bool was_open = staff_open();
  if (staff_->hold().tick(now.steady)) open_staff(now);
  show_hold();
  if (staff_->tick(now.steady)) rebuild_ = true;
  const int volume = staff_->staff().page().volume;
  if (volume > 0 && volume != deck_.usual_volume()) {
    deck_.set_usual_volume(volume);
    staff_->keep_usual_volume(volume);
  }
  if (was_open && !staff_open()) {
    focus_.clear();
    gestures_.cancel();
    rebuild_ = true;
  }
}

// ---- the page

void Kiosk::show_staff(Now now) {
  deck::Staff& staff = staff_->staff();
  carry_fonts(drawings_->fonts(), deck_.items());
  scene::Scene scene = staff_->make(
      maker_.kit(staff.page().language, deck_.items(), panel(deck_.items())), known_, now.wall);
  deck::Extent extent;
  if (scene.scroll) {
    extent.furthest = scene.scroll->furthest();
    extent.view = scene.scroll->view.h;
  }
  staff.measured(extent);
  if (focus_.target(scene) == nullptr) focus_.clear();
  words_until_ = Millis::max();
  rebuild_ = false;
  stage_.show(std::move(scene), staff.scroll().offset(), Millis(0), now.steady);
  show_focus();
}

// ---- input

void Kiosk::staff_finger(int x, int y, bool begins, Now now) {
  if (begins) finger_down_ = true;
  if (!staff_open() || !finger_down_) return;
  staff_->staff().finger(static_cast<double>(x) / std::max(1, window_->width()),
                         static_cast<double>(y) / std::max(1, window_->height()), begins,
                         now.steady);
}

void Kiosk::staff_wheel(double pixels, Now now) {
  deck::Staff& staff = staff_->staff();
  staff.press(now.steady);
  staff.drag(pixels, now.steady);
  staff.fling(0, now.steady);
}

void Kiosk::act_staff(const deck::Gesture& gesture, Now now) {
  deck::Staff& staff = staff_->staff();
  if (const auto* pressed = std::get_if<deck::Pressed>(&gesture)) {
    staff.press(now.steady);
    press(pressed->x, pressed->y);
  } else if (std::holds_alternative<deck::Unpressed>(gesture)) {
    stage_.press(std::nullopt, 0);
  } else if (const auto* tapped = std::get_if<deck::Tapped>(&gesture)) {
    const auto* target = scene().hit(tapped->x, tapped->y, scroll().offset());
    const std::string name = target == nullptr ? std::string() : target->name;
    stage_.press(std::nullopt, 0);
    staff.tap(name, now.steady);
  } else if (const auto* dragged = std::get_if<deck::Dragged>(&gesture)) {
    staff.drag(dragged->dy, now.steady);
  } else if (const auto* flung = std::get_if<deck::Flung>(&gesture)) {
    staff.fling(flung->velocity, now.steady);
  }
}

void Kiosk::digit(char digit, Now now) {
  if (staff_open()) staff_->staff().digit(digit, now.steady);
}

void Kiosk::staff_key(deck::Key key, Now now) {
  deck::Staff& staff = staff_->staff();
  const bool enters = key == deck::Key::enter && !focus_.active();
  if (const int step = focus_step(key); step != 0 && !enters) {
    staff.touched(now.steady);
    focus_.move(scene(), right_to_left(), step);
    const auto* target = focus_.target(scene());
    if (target != nullptr && target->scrolls)
      staff.reveal(target->rect.y, target->rect.bottom(), now.steady);
    return show_focus();
  }
  if (key == deck::Key::enter && focus_.active()) return staff.tap(focus_.name(), now.steady);
  staff.key(key, now.steady);
}

}  // namespace rohnamo::app
