#include "kiosk/render/png.hpp"

#include <fmt/format.h>

#include "kiosk/render/sdl_image.hpp"

namespace rohnamo::render {

base::Result<void> save_png(SDL_Surface& surface, const base::Path& path) {
  const auto* sdl = TRY(SdlImage::load_library());
  if (sdl->save_png(&surface, path.c_str()) == 0) return {};
  return base::fail(base::Code::io, fmt::format("{}: {}", path.string(), SDL_GetError()));
}

base::Result<Surface> load_png(const base::Path& path) {
  const auto* sdl = TRY(SdlImage::load_library());
  const Surface loaded(sdl->load(path.c_str()));
  if (!loaded) {
    return base::fail(base::Code::io, fmt::format("{}: {}", path.string(), SDL_GetError()));
  }
  Surface surface(SDL_ConvertSurfaceFormat(loaded.get(), SDL_PIXELFORMAT_ARGB8888, 0));
  if (!surface)
    return base::fail(base::Code::io, fmt::format("{}: {}", path.string(), SDL_GetError()));
  return surface;
}

}  // namespace rohnamo::render
