#include "kiosk/loader/pixels.hpp"

#include <new>

namespace rohnamo::loader {

Pixels make_pixels(int width, int height) {
  Pixels pixels(SDL_CreateRGBSurfaceWithFormat(0, width, height, 32, SDL_PIXELFORMAT_ARGB8888));
  if (!pixels) throw std::bad_alloc();
  SDL_SetSurfaceBlendMode(pixels.get(), SDL_BLENDMODE_NONE);
  return pixels;
}

}  // namespace rohnamo::loader
