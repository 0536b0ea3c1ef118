#include "kiosk/deck/scroll.hpp"

#include <algorithm>
#include <cmath>

namespace rohnamo::deck {
namespace {

constexpr double friction = 0.325;    // seconds in which a glide loses 63 % of its speed
constexpr double stiffness = 14.0;    // per second, of the critically damped spring of an edge
constexpr double give = 0.55;         // how readily an edge follows the finger
constexpr double still = 12.0;        // pixels a second that nobody sees
constexpr double top_speed = 9000.0;  // pixels a second

double seconds(Millis span) {
  return std::chrono::duration<double>(span).count();
}

// How far an edge gives when pulled `over` pixels beyond it: never more than a view.
double giving(double over, double view) {
  return (1.0 - 1.0 / (std::abs(over) * give / view + 1.0)) * view * (over < 0 ? -1 : 1);
}

}  // namespace

void Scroll::set_range(int furthest, int view) {
  furthest_ = std::max(0, furthest);
  view_ = std::max(1, view);
  if (motion_ == Motion::rest) jump(offset_);
}

void Scroll::jump(double offset) {
  offset_ = std::clamp(offset, 0.0, static_cast<double>(furthest_));
  motion_ = Motion::rest;
}

void Scroll::grab() {
  held_ = offset_;
  motion_ = Motion::held;
}

void Scroll::drag(double dy) {
  if (motion_ != Motion::held) grab();
  held_ -= dy;
  const double edge = std::clamp(held_, 0.0, static_cast<double>(furthest_));
  offset_ = edge + giving(held_ - edge, view_);
}

void Scroll::release(double velocity, Millis now) {
  const double edge = std::clamp(offset_, 0.0, static_cast<double>(furthest_));
  velocity_ = std::clamp(-velocity, -top_speed, top_speed);
  if (edge != offset_) return spring_to(edge, 0, now);
  if (std::abs(velocity_) < still || furthest_ == 0) {
    motion_ = Motion::rest;
    return;
  }
  motion_ = Motion::glide;
  from_ = offset_;
  began_ = now;
}

void Scroll::let_go(Millis now) {
  if (motion_ == Motion::held) release(0, now);
}

void Scroll::glide_to(double offset, Millis now) {
  spring_to(std::clamp(offset, 0.0, static_cast<double>(furthest_)), 0, now);
}

void Scroll::spring_to(double rest, double velocity, Millis now) {
  motion_ = Motion::spring;
  rest_ = rest;
  from_ = offset_ - rest;
  velocity_ = velocity;
  began_ = now;
}

bool Scroll::step(Millis now) {
  const int before = offset();
  if (motion_ == Motion::glide) step_glide(now);
  if (motion_ == Motion::spring) step_spring(now);
  return offset() != before;
}

void Scroll::step_glide(Millis now) {
  const double fading = std::exp(-seconds(now - began_) / friction);
  offset_ = from_ + velocity_ * friction * (1.0 - fading);
  const double edge = std::clamp(offset_, 0.0, static_cast<double>(furthest_));
  if (edge != offset_) {
    offset_ = edge;
    spring_to(edge, velocity_ * fading, now);
  } else if (std::abs(velocity_ * fading) < still) {
    motion_ = Motion::rest;
  }
}

void Scroll::step_spring(Millis now) {
  const double t = seconds(now - began_);
  const double pull = velocity_ + stiffness * from_;
  const double decay = std::exp(-stiffness * t);
  const double distance = (from_ + pull * t) * decay;
  const double speed = (pull - stiffness * (from_ + pull * t)) * decay;
  offset_ = rest_ + distance;
  if (std::abs(distance) < 0.5 && std::abs(speed) < still) jump(rest_);
}

int Scroll::offset() const {
  return static_cast<int>(std::lround(offset_));
}

}  // namespace rohnamo::deck
