#include "kiosk/deck/gestures.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <utility>

namespace rohnamo::deck {
namespace {
constexpr Millis recent{100};  // the speed of a fling is that of the finger's last moments
}

void Gestures::remember(int y, Millis now) {
  samples_[count_++ % samples_.size()] = {y, now};
}

std::vector<Gesture> Gestures::down(int x, int y, Millis now) {
  state_ = State::pressed;
  start_x_ = x;
  start_y_ = last_y_ = y;
  count_ = 0;
  remember(y, now);
  return {Pressed{x, y}};
}

std::vector<Gesture> Gestures::move(int x, int y, Millis now) {
  if (state_ == State::idle) return {};
  std::vector<Gesture> result;
  remember(y, now);
  const int dx = std::abs(x - start_x_);
  const int dy = std::abs(y - start_y_);
  if (state_ == State::pressed && (dx > slop_ || dy > slop_)) {
    state_ = dx > dy ? State::horizontal : State::vertical;
    result.emplace_back(Unpressed{});
  }
  if (state_ == State::vertical && y != last_y_) {
    result.emplace_back(Dragged{static_cast<double>(y - last_y_)});
    last_y_ = y;
  }
  return result;
}

std::vector<Gesture> Gestures::up(int x, int y, Millis now) {
  std::vector<Gesture> result = move(x, y, now);
  const State was = std::exchange(state_, State::idle);
  if (was == State::pressed) result.emplace_back(Tapped{start_x_, start_y_});
  if (was == State::vertical) result.emplace_back(Flung{velocity(now)});
  if (was == State::horizontal) result.emplace_back(Flung{0});
  if (was == State::horizontal && std::abs(x - start_x_) >= swipe_)
    result.emplace_back(Swiped{x < start_x_ ? Side::left : Side::right});
  return result;
}

double Gestures::velocity(Millis now) const {
  const std::size_t kept = std::min(count_, samples_.size());
  const Sample& newest = samples_[(count_ - 1) % samples_.size()];
  const Sample* oldest = &newest;
  for (std::size_t back = 1; back <= kept; ++back) {
    const Sample& sample = samples_[(count_ - back) % samples_.size()];
    if (now - sample.at > recent) break;
    oldest = &sample;
  }
  const double seconds = std::chrono::duration<double>(now - oldest->at).count();
  return seconds < 0.005 ? 0.0 : (newest.y - oldest->y) / seconds;
}

}  // namespace rohnamo::deck
