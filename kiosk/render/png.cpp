#include "kiosk/render/png.hpp"

#include <SDL_image.h>
#include <fmt/format.h>

namespace rohnamo::render {

base::Result<void> save_png(SDL_Surface& surface, const base::Path& path) {
  if (IMG_SavePNG(&surface, path.c_str()) == 0) return {};
  return base::fail(base::Code::io, fmt::format("{}: {}", path.string(), IMG_GetError()));
}

base::Result<Surface> load_png(const base::Path& path) {
  const Surface loaded(IMG_Load(path.c_str()));
  if (!loaded) {
    return base::fail(base::Code::io, fmt::format("{}: {}", path.string(), IMG_GetError()));
  }
  Surface surface(SDL_ConvertSurfaceFormat(loaded.get(), SDL_PIXELFORMAT_ARGB8888, 0));
  if (!surface)
    return base::fail(base::Code::io, fmt::format("{}: {}", path.string(), SDL_GetError()));
  return surface;
}

}  // namespace rohnamo::render
