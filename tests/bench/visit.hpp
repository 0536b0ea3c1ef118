// rohnamo-kiosk on an X screen, with a visitor before it who knows where its buttons are.
#pragma once

#include <optional>

#include "tests/bench/process.hpp"
#include "tests/bench/setting.hpp"
#include "tests/bench/visitor.hpp"
#include "tests/bench/x_display.hpp"

namespace rohnamo::bench {

constexpr int visit_width = 1920;
constexpr int visit_height = 1080;

struct Visit {
  XDisplay display;
  Visitor visitor;
  Process kiosk;
  scene::Rect language;  // on a slide: a button that changes the language
  scene::Rect home;      // in the reader: the button to all stories

  // The first slide stands still.
  static base::Result<Visit> begin(const Setting& setting);
  // From a slide, and until it stands still.
  base::Result<void> open_reader();
};

}  // namespace rohnamo::bench
