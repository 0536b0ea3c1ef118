// The design system: colours, type scale, spacing and sizes, all derived from one unit, which comes
// from the panel: 8 pixels at 1920x1080 in either orientation, which is 2 mm at 21.5 inches.
#pragma once

#include <array>

#include "content/model/channel.hpp"
#include "content/model/tint.hpp"
#include "kiosk/scene/panel.hpp"
#include "kiosk/scene/scene.hpp"

namespace rohnamo::scene {

using model::contrast, model::mix, model::readable;
Color with_alpha(Color color, int alpha);

struct Palette {
  Color paper;  // the screen
  Color panel;  // what lies on it
  Color ink;    // text
  Color soft;   // what is less important, still 4.5 to 1
  Color line;   // hairlines
  Color tint;   // the channel's: one thing on a page
  Color on_tint;
  Color wash;  // the tint as a background
  Color read;  // behind what is being read aloud; ink stands on it
  Color notice, notice_ink;
  Color urgent;
  Color veil;  // over a page that waits for an answer
};

constexpr int text_steps = 5;

// What a visitor chose.
struct Sight {
  int text_step = 0;      // 0: as it is designed; each step is some 15 % more, 1.75 at the last
  bool contrast = false;  // white on black: everything at least 7 to 1 (WCAG 2.2, 1.4.6)
};

struct Style {
  Style(const Panel& panel, const model::Channel& channel, model::Direction direction,
        Sight sight = {});

  int width, height;
  bool portrait;
  bool low_controls;  // only where it is portrait
  bool compact;       // so few units that air must go before words do
  model::Direction direction;
  Sight sight;
  double unit;
  Palette color;

  // Type sizes, in pixels.
  int display, title, heading, lead, body, label, caption;
  // Sizes of what is touched, in pixels: 15 mm, 20 mm, and what lies between two of them.
  int target, primary, apart;
  int margin;  // between content and the screen's edge
  int corner;  // the radius of cards

  [[nodiscard]] int u(double units) const;  // in pixels
  // Of a title, from the usual one to one at which the longest words stay whole.
  [[nodiscard]] std::array<int, 4> title_sizes() const;
  // A type size of the page for letters of the other direction, which look as large: those of the
  // Arabic script stand smaller in their em than others.
  [[nodiscard]] int size_for(model::Direction letters, int px) const;
  [[nodiscard]] bool mirrored() const { return direction == model::Direction::right_to_left; }
  // The colour of a topic, or the channel's, fit to carry text.
  [[nodiscard]] Color topic_tint(const model::Channel& channel, std::string_view topic) const;
};

}  // namespace rohnamo::scene
