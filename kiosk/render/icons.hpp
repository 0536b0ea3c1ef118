// The screen's icons: one family of line drawings on a grid of 24 with round pens of 2.
#pragma once

#include "kiosk/render/mask.hpp"
#include "kiosk/scene/scene.hpp"

namespace rohnamo::render {

// `size` pixels square. Mirrored: left and right changed.
Mask draw_icon(scene::Icon icon, int size, bool mirrored);

}  // namespace rohnamo::render
