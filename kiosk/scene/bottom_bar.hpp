// The bar at the foot of every page: the controls, the freshness line and the position mark.
// Private to this folder.
#pragma once

#include "kiosk/scene/canvas.hpp"
#include "kiosk/scene/surround.hpp"

namespace rohnamo::scene {

// Gives its top.
int draw_bottom_bar(Canvas& canvas, const Surround& around);

}  // namespace rohnamo::scene
