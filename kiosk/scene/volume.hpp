// Quieter, how loud it is, louder. Targets: "quieter", "louder".
#pragma once

#include "kiosk/scene/canvas.hpp"

namespace rohnamo::scene {

int widest_volume(const Style& style);
int narrowest_volume(const Style& style);
// `volume`: 1 to deck::volume_steps. The row is as high as a primary target.
void draw_volume(Canvas& canvas, int volume, Rect row);

}  // namespace rohnamo::scene
