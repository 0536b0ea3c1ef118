// A page on a panel that hangs turned: by how much the page is turned, and where it then lies.
#pragma once

#include <SDL.h>

#include "kiosk/scene/scene.hpp"

namespace rohnamo::render {

enum class Rotation { none, quarter, half, three_quarters };  // clockwise

struct PanelSize {
  int width = 0, height = 0;  // pixels
  bool operator==(const PanelSize&) const = default;
};

// A quarter turn swaps width and height; so from the panel's size to the page's, and back.
PanelSize turned(PanelSize size, Rotation rotation);
// Where a part of the page lies on a panel of that size.
scene::Rect turned(scene::Rect part, PanelSize panel, Rotation rotation);

struct Fraction {
  double x = 0, y = 0;  // 0 to 1 of width and height
};
// Where on the page a touch of the panel is.
Fraction page_point(Fraction of_panel, Rotation rotation);

// Copies `part` of the page to where it lies on the panel. Both 32 bits a pixel, `part` within.
void copy_turned(SDL_Surface& page, scene::Rect part, SDL_Surface& panel, Rotation rotation);

}  // namespace rohnamo::render
