// A picture in memory, 32 bits a pixel: what the loader makes and the painter paints.
#pragma once

#include <SDL.h>

#include <memory>

namespace rohnamo::render {

struct SurfaceDeleter {
  void operator()(SDL_Surface* surface) const { SDL_FreeSurface(surface); }
};
using Surface = std::unique_ptr<SDL_Surface, SurfaceDeleter>;

// ARGB8888, `width` x `height`, all zero. Throws std::bad_alloc.
Surface make_surface(int width, int height);

}  // namespace rohnamo::render
