#include "kiosk/scene/style.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace rohnamo::scene {
namespace {

constexpr double strong_contrast = 7.0;  // 1.4.6
constexpr double compact_across = 115;   // units of the shorter side

double scale_of(model::Direction letters) {
  constexpr double arabic_scale = 1.14;
  return letters == model::Direction::right_to_left ? arabic_scale : 1.0;
}

// What is read grows by these; titles, which are large already, by less.
constexpr std::array<double, text_steps> text_scale{1.0, 1.15, 1.32, 1.52, 1.75};
constexpr std::array<double, text_steps> title_scale{1.0, 1.06, 1.13, 1.21, 1.3};

constexpr Color white{255, 255, 255, 255};
constexpr Color black{0, 0, 0, 255};

}  // namespace

Color with_alpha(Color color, int alpha) {
  color.a = static_cast<std::uint8_t>(alpha);
  return color;
}

namespace {

Palette day(const model::Channel& channel) {
  Palette color;
  color.paper = model::page_paper;
  color.panel = white;
  color.ink = model::page_ink;
  color.soft = {88, 92, 98, 255};
  color.line = {226, 219, 207, 255};
  color.tint = model::readable_tint(channel.tint);
  color.on_tint = white;
  color.wash = mix(color.paper, color.tint, 0.09);
  color.read = {255, 233, 156, 255};
  color.notice = {251, 233, 190, 255};
  color.notice_ink = {74, 52, 6, 255};
  color.urgent = {163, 36, 28, 255};
  color.veil = with_alpha(color.ink, 150);
  return color;
}

Palette black_and_white(const model::Channel& channel) {
  Palette color;
  color.paper = black;
  color.panel = {28, 28, 28, 255};
  color.ink = white;
  color.soft = {214, 214, 214, 255};
  color.line = {120, 120, 120, 255};
  color.wash = {46, 46, 46, 255};
  color.read = {84, 68, 0, 255};
  color.tint = readable(channel.tint, color.wash, white, strong_contrast);
  color.on_tint = black;
  color.notice = {255, 224, 130, 255};
  color.notice_ink = black;
  color.urgent = {255, 170, 160, 255};
  color.veil = with_alpha(black, 180);
  return color;
}

}  // namespace

Style::Style(const Panel& panel, const model::Channel& channel, model::Direction direction_,
             Sight sight_)
    : width(panel.width),
      height(panel.height),
      portrait(panel.portrait()),
      low_controls(panel.low_controls && panel.portrait()),
      direction(direction_),
      sight(sight_),
      unit(panel.unit()) {
  const double letters = panel.reach() * scale_of(direction);
  const auto step = static_cast<std::size_t>(std::clamp(sight.text_step, 0, text_steps - 1));
  const double read = letters * text_scale[step];
  const double shout = letters * title_scale[step];
  compact = std::min(width, height) < compact_across * unit;
  display = u((compact ? 6.75 : 8.25) * shout);
  title = u((compact ? 5.5 : 7) * shout);
  heading = u((compact ? 4.75 : 5) * std::max(shout, read * 0.92));
  lead = u(4.5 * read);
  body = u(4.25 * read);
  label = u(3.75 * letters);
  caption = u(3.25 * letters);
  target = u(8);
  primary = u(10);
  apart = u(1.75);
  margin = u(compact ? 4 : portrait ? 7 : 8);
  corner = u(2);
  color = sight.contrast ? black_and_white(channel) : day(channel);
}

int Style::u(double units) const {
  return std::max(1, static_cast<int>(std::lround(unit * units)));
}

std::array<int, 4> Style::title_sizes() const {
  return {title, title * 6 / 7, title * 5 / 7, title * 4 / 7};
}

int Style::size_for(model::Direction letters, int px) const {
  return static_cast<int>(std::lround(px * scale_of(letters) / scale_of(direction)));
}

Color Style::topic_tint(const model::Channel& channel, std::string_view topic) const {
  const model::Topic* found = channel.topic(topic);
  if (found == nullptr) return color.tint;
  return sight.contrast ? readable(found->tint, color.wash, color.ink, strong_contrast)
                        : model::readable_tint(found->tint);
}

}  // namespace rohnamo::scene
