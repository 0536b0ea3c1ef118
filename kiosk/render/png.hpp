// Pictures of the screen, written and read as PNG by SDL2_image: for the tour and golden tests.
#pragma once

#include "content/base/fs.hpp"
#include "kiosk/render/surface.hpp"

namespace rohnamo::render {

base::Result<void> save_png(SDL_Surface& surface, const base::Path& path);
base::Result<Surface> load_png(const base::Path& path);  // as ARGB8888

}  // namespace rohnamo::render
