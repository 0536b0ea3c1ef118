// A picture's pixels on their way from the worker to the main thread.
#pragma once

#include <SDL.h>

#include <memory>

namespace rohnamo::loader {

struct PixelsDeleter {
  void operator()(SDL_Surface* surface) const { SDL_FreeSurface(surface); }
};
using Pixels = std::unique_ptr<SDL_Surface, PixelsDeleter>;

// ARGB8888, `width` x `height`. Throws std::bad_alloc.
Pixels make_pixels(int width, int height);

}  // namespace rohnamo::loader
