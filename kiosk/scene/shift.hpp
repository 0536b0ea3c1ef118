// Moves a page by a few pixels, so that nothing burns in where a screen shows the same for years.
#pragma once

#include "kiosk/scene/scene.hpp"

namespace rohnamo::scene {

// Pixels; what touches an edge of the screen, or of the scroll area, still does.
void shift(Scene& scene, int dx, int dy);

}  // namespace rohnamo::scene
