// Scaling of opaque ARGB8888 pictures, up and down: separable Catmull-Rom, widened over all source
// pixels where it reduces, so that fine lines neither flicker nor vanish. Pure; any thread.
#pragma once

#include "kiosk/render/surface.hpp"

namespace rohnamo::loader {

render::Surface resample(const SDL_Surface& source, int width, int height);

}  // namespace rohnamo::loader
