// Scaling of opaque pictures, up and down: separable Catmull-Rom, widened over all source
// pixels where it reduces, so that fine lines neither flicker nor vanish. Pure; any thread.
#pragma once

#include "kiosk/render/surface.hpp"

namespace rohnamo::loader {

// The part of `source`, whose format has no alpha or where it is not looked at; gives ARGB8888.
render::Surface resample(const SDL_Surface& source, const SDL_Rect& part, int width, int height);

}  // namespace rohnamo::loader
