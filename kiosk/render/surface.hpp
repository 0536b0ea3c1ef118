// A picture in memory, 32 bits a pixel: what the loader makes and the painter paints.
#pragma once

#include <SDL.h>

#include <memory>

namespace rohnamo::render {

// SDL frees the pixels that it made; those of make_surface() are mapped.
struct SurfaceDeleter {
  void operator()(SDL_Surface* surface) const;
};
using Surface = std::unique_ptr<SDL_Surface, SurfaceDeleter>;

// ARGB8888, `width` x `height`, all zero, which costs nothing before it is written: the system
// gives clean pages. Throws std::bad_alloc.
Surface make_surface(int width, int height);

}  // namespace rohnamo::render
