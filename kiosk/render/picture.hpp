// A decoded picture, as it is shown.
#pragma once

#include <SDL.h>

namespace rohnamo::render {

// As large as its place. Owned by whoever keeps it, until the next one is asked for.
struct Picture {
  SDL_Surface* pixels = nullptr;  // nullptr: it is not there
  bool stands_in = false;         // for a sharper one that is to come
};

}  // namespace rohnamo::render
