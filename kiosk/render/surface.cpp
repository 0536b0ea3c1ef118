#include "kiosk/render/surface.hpp"

#include <new>

namespace rohnamo::render {

Surface make_surface(int width, int height) {
  Surface surface(SDL_CreateRGBSurfaceWithFormat(0, width, height, 32, SDL_PIXELFORMAT_ARGB8888));
  if (!surface) throw std::bad_alloc();
  SDL_SetSurfaceBlendMode(surface.get(), SDL_BLENDMODE_NONE);
  return surface;
}

}  // namespace rohnamo::render
