// The bar at the foot of every page: the controls, the freshness line and the position mark.
// Private to this folder.
#pragma once

#include <string>
#include <vector>

#include "kiosk/scene/canvas.hpp"
#include "kiosk/scene/surround.hpp"

namespace rohnamo::scene {

// The clock and how fresh the content is; then what is said where there is no room for both.
std::vector<std::string> status_words(const Surround& around);

// Gives its top.
int draw_bottom_bar(Canvas& canvas, const Surround& around);

}  // namespace rohnamo::scene
