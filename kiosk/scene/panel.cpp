#include "kiosk/scene/panel.hpp"

#include <algorithm>
#include <cmath>

namespace rohnamo::scene {
namespace {

constexpr double units_across = 135.0;  // the shorter side
constexpr double units_along = 180.0;   // the longer side, at least
constexpr double least_across = 60.0, least_along = 100.0;
constexpr double unit_mm = 2.0;
constexpr double arm_mm = 500.0;

double fitting(const Panel& panel, double across, double along) {
  return std::min(std::min(panel.width, panel.height) / across,
                  std::max(panel.width, panel.height) / along);
}

double pixels_a_mm(const Panel& panel) {
  return std::hypot(panel.width, panel.height) / panel.diagonal;
}

}  // namespace

double Panel::unit() const {
  const double share = fitting(*this, units_across, units_along);
  if (diagonal <= 0) return share;
  const double largest = fitting(*this, least_across, least_along);
  return std::max(share, std::min(unit_mm * pixels_a_mm(*this), largest));
}

double Panel::reach() const {
  const double own_mm = diagonal > 0 ? unit() / pixels_a_mm(*this) : unit_mm;
  return std::clamp(distance / arm_mm * unit_mm / own_mm, 1.0, 2.0);
}

}  // namespace rohnamo::scene
