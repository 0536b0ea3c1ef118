#include "kiosk/deck/staff.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "content/base/pin_hash.hpp"

namespace rohnamo::deck {

using std::chrono::minutes;

std::optional<StaffWish> Staff::take_wish() {
  return std::exchange(wish_, std::nullopt);
}

void Staff::begin(std::string language, Millis now) {
  close();
  page_.language = std::move(language);
  go(StaffKind::pin, now);
  look_at_lock(now);
}

void Staff::close() {
  page_ = {};
  pin_.clear();
  wish_.reset();
  keep_offset_.reset();
  scroll_ = {};
}

void Staff::go(StaffKind kind, Millis now) {
  if (page_.kind == StaffKind::page) keep_offset_ = scroll_.offset();
  page_.kind = kind;
  page_.asks_restart = false;
  page_.step = 0;
  page_.fields.reset();
  touched_at_ = now;
  test_until_ = now + test_length;
  if (kind != StaffKind::page) scroll_.set_range(0, 1);
}

void Staff::measured(const Extent& extent) {
  scroll_.set_range(extent.furthest, extent.view);
  if (keep_offset_ && page_.kind == StaffKind::page)
    scroll_.jump(*std::exchange(keep_offset_, std::nullopt));
}

// ---- the PIN

void Staff::look_at_lock(Millis now) {
  const Millis left = lock_.locked(now) ? lock_.until() - now : Millis(0);
  page_.minutes_left = static_cast<int>(std::chrono::ceil<minutes>(left).count());
  if (page_.minutes_left > 0) page_.tries_left = 0;
}

void Staff::digit(char digit, Millis now) {
  touched_at_ = now;
  if (page_.kind != StaffKind::pin || page_.checking || page_.minutes_left > 0) return;
  if (pin_.size() == base::longest_pin) return;
  pin_ += digit;
  page_.digits = pin_.size();
  page_.tries_left = 0;
}

void Staff::submit(Millis now) {
  look_at_lock(now);
  if (page_.checking || page_.minutes_left > 0 || pin_.size() < base::shortest_pin) return;
  lock_.begin(now);
  page_.checking = true;
  page_.digits = 0;
  wish_ = StaffWish{StaffWish::What::check_pin, std::exchange(pin_, {})};
}

void Staff::answer(bool right, Millis now) {
  if (!std::exchange(page_.checking, false)) return;
  touched_at_ = now;
  if (right) {
    lock_.right();
    page_.tries_left = 0;
    return go(StaffKind::page, now);
  }
  page_.tries_left = lock_.tries_left();
  look_at_lock(now);
}

void Staff::tap_pin(std::string_view target, Millis now) {
  if (target.size() == 7 && target.starts_with("digit:")) return digit(target.back(), now);
  if (target == "erase" && !pin_.empty()) pin_.pop_back();
  page_.digits = pin_.size();
  if (target == "enter") submit(now);
}

// ---- the page

void Staff::tap_page(std::string_view target, Millis now) {
  if (page_.asks_restart) {
    page_.asks_restart = false;
    if (target == "restart_yes") wish_ = StaffWish{StaffWish::What::restart, {}};
  } else if (target == "sync_now") {
    if (synced_at_ && now < *synced_at_ + sync_pause) return;
    synced_at_ = now;
    page_.sync = StaffPage::Sync::asked;
    wish_ = StaffWish{StaffWish::What::sync, {}};
  } else if (target == "screen_test") {
    go(StaffKind::test, now);
  } else if (target == "summary") {
    go(StaffKind::summary, now);
  } else if (target == "restart") {
    page_.asks_restart = true;
  } else if (page_.volume > 0 && (target == "quieter" || target == "louder")) {
    page_.volume = std::clamp(page_.volume + (target == "louder" ? 1 : -1), 1, volume_steps);
  }
}

void Staff::sync_moved() {
  page_.sync = StaffPage::Sync::idle;
}

// ---- the test of the screen

void Staff::tap_test(std::string_view target, Millis now) {
  if (target == "test_end") return go(StaffKind::page, now);
  if (page_.step < test_colours) ++page_.step;
}

void Staff::mark_field(double x, double y) {
  const auto place = [](double share) {
    const double at = std::clamp(share, 0.0, 1.0) * static_cast<double>(test_grid);
    return std::min(static_cast<std::size_t>(at), test_grid - 1);
  };
  page_.fields.set(place(y) * test_grid + place(x));
}

// All fields on the way, however fast it was.
void Staff::finger(double x, double y, bool begins, Millis now) {
  if (page_.kind != StaffKind::test) return;
  touched_at_ = now;
  if (page_.step == test_colours) {
    if (begins) {
      finger_x_ = x;
      finger_y_ = y;
    }
    const double way = std::max(std::abs(x - finger_x_), std::abs(y - finger_y_));
    const int steps = static_cast<int>(way * 4.0 * static_cast<double>(test_grid)) + 1;
    for (int i = 1; i <= steps; ++i)
      mark_field(finger_x_ + (x - finger_x_) * i / steps, finger_y_ + (y - finger_y_) * i / steps);
    if (page_.fields.all()) return go(StaffKind::page, now);
  }
  finger_x_ = x;
  finger_y_ = y;
}

// ---- input

void Staff::tap(std::string_view target, Millis now) {
  touched_at_ = now;
  scroll_.let_go(now);
  constexpr std::string_view language = "language:";
  if (target == "close") return close();
  if (target.starts_with(language)) {
    page_.language = target.substr(language.size());
  } else if (target == "back" && page_.kind != StaffKind::pin) {
    go(StaffKind::page, now);
  } else if (page_.kind == StaffKind::pin) {
    tap_pin(target, now);
  } else if (page_.kind == StaffKind::page) {
    tap_page(target, now);
  } else if (page_.kind == StaffKind::test) {
    tap_test(target, now);
  }
}

void Staff::key(Key key, Millis now) {
  touched_at_ = now;
  const double step = scroll_.view() * 0.8;
  switch (key) {
    case Key::escape:
      if (page_.kind == StaffKind::pin) return tap(pin_.empty() ? "close" : "erase", now);
      if (page_.kind == StaffKind::page) return tap(page_.asks_restart ? "" : "close", now);
      return go(StaffKind::page, now);
    case Key::enter:
      return tap(page_.kind == StaffKind::pin ? "enter" : "", now);
    case Key::up:
      return scroll_.glide_to(scroll_.offset() - step, now);
    case Key::down:
      return scroll_.glide_to(scroll_.offset() + step, now);
    default:
      break;
  }
}

void Staff::press(Millis now) {
  touched_at_ = now;
  scroll_.grab();
}

void Staff::drag(double dy, Millis now) {
  touched_at_ = now;
  scroll_.drag(dy);
}

void Staff::fling(double velocity, Millis now) {
  touched_at_ = now;
  scroll_.release(velocity, now);
}

void Staff::reveal(int top, int bottom, Millis now) {
  const int air = scroll_.view() / 8;
  if (top - air < scroll_.offset()) {
    scroll_.glide_to(std::max(0, top - air), now);
  } else if (bottom + air > scroll_.offset() + scroll_.view()) {
    scroll_.glide_to(std::min(scroll_.furthest(), bottom + air - scroll_.view()), now);
  }
}

// ---- time

Millis Staff::quiet_limit() const {
  return page_.kind == StaffKind::pin ? pin_patience : patience;
}

void Staff::tick(Millis now) {
  if (!open()) return;
  scroll_.step(now);
  stepped_at_ = now;
  if (now >= touched_at_ + quiet_limit()) return close();
  if (page_.kind == StaffKind::pin) look_at_lock(now);
  if (page_.kind == StaffKind::test && now >= test_until_) go(StaffKind::page, now);
  if (page_.sync == StaffPage::Sync::asked && now >= *synced_at_ + sync_answer)
    page_.sync = StaffPage::Sync::silent;
}

Millis Staff::next_deadline() const {
  if (!open()) return Millis::max();
  Millis next = touched_at_ + quiet_limit();
  if (scroll_.moving()) next = std::min(next, stepped_at_ + frame);
  if (page_.kind == StaffKind::test) next = std::min(next, test_until_);
  if (page_.sync == StaffPage::Sync::asked) next = std::min(next, *synced_at_ + sync_answer);
  if (page_.minutes_left > 0)
    next = std::min(next, lock_.until() - minutes(page_.minutes_left - 1));
  return next;
}

}  // namespace rohnamo::deck
