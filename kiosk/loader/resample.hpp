// Scaling of opaque ARGB8888 pictures, up and down: separable Catmull-Rom, widened over all source
// pixels where it reduces, so that fine lines neither flicker nor vanish. Pure; any thread.
#pragma once

#include "kiosk/loader/pixels.hpp"

namespace rohnamo::loader {

Pixels resample(const SDL_Surface& source, int width, int height);

}  // namespace rohnamo::loader
