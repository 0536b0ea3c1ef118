#include "kiosk/scene/style.hpp"

#include <algorithm>
#include <cmath>

namespace rohnamo::scene {
namespace {

constexpr double units_across = 135.0;  // the shorter side
constexpr double units_along = 180.0;   // the longer side, at least
constexpr double least_contrast = 4.5;
// Letters of the Arabic script stand smaller in their em than those of the others.
constexpr double arabic_scale = 1.14;

constexpr Color paper{250, 247, 241, 255};
constexpr Color white{255, 255, 255, 255};
constexpr Color ink{27, 31, 36, 255};

double linear(std::uint8_t channel) {
  const double c = channel / 255.0;
  return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
}

double luminance(Color color) {
  return 0.2126 * linear(color.r) + 0.7152 * linear(color.g) + 0.0722 * linear(color.b);
}

std::uint8_t between(std::uint8_t a, std::uint8_t b, double share) {
  return static_cast<std::uint8_t>(std::lround(a + (b - a) * share));
}

}  // namespace

Color mix(Color under, Color over, double share) {
  return {between(under.r, over.r, share), between(under.g, over.g, share),
          between(under.b, over.b, share), 255};
}

Color with_alpha(Color color, int alpha) {
  color.a = static_cast<std::uint8_t>(alpha);
  return color;
}

double contrast(Color a, Color b) {
  const double first = luminance(a);
  const double second = luminance(b);
  return (std::max(first, second) + 0.05) / (std::min(first, second) + 0.05);
}

Color deep(Color color) {
  color.a = 255;
  while (contrast(color, paper) < least_contrast) color = mix(color, ink, 0.1);
  return color;
}

Style::Style(int width_, int height_, const model::Channel& channel, model::Direction direction_)
    : width(width_), height(height_), portrait(height_ > width_), direction(direction_) {
  unit = std::min(std::min(width, height) / units_across, std::max(width, height) / units_along);
  const double letters = mirrored() ? arabic_scale : 1.0;
  display = u(8.25 * letters);
  title = u(7 * letters);
  heading = u(5 * letters);
  lead = u(4.5 * letters);
  body = u(4.25 * letters);
  label = u(3.75 * letters);
  caption = u(3.25 * letters);
  target = u(8);
  primary = u(10);
  apart = u(1.75);
  margin = portrait ? u(7) : u(8);
  corner = u(2);
  color.paper = paper;
  color.panel = white;
  color.ink = ink;
  color.soft = {88, 92, 98, 255};
  color.line = {226, 219, 207, 255};
  color.tint = deep(channel.tint);
  color.on_tint = white;
  color.wash = mix(paper, color.tint, 0.09);
  color.notice = {251, 233, 190, 255};
  color.notice_ink = {74, 52, 6, 255};
  color.urgent = {163, 36, 28, 255};
}

int Style::u(double units) const {
  return std::max(1, static_cast<int>(std::lround(unit * units)));
}

Color Style::topic_tint(const model::Channel& channel, std::string_view topic) const {
  const model::Topic* found = channel.topic(topic);
  return found == nullptr ? color.tint : deep(found->tint);
}

}  // namespace rohnamo::scene
