// SDL2_image, loaded when the first picture is decoded or written and kept: the readers of a dozen
// formats that it brings along would cost every start, and a known edition's first page needs none
// of them. Any thread.
#pragma once

#include <SDL_image.h>

#include "content/base/result.hpp"

namespace rohnamo::render {

// Its functions by their names.
struct SdlImage {
  decltype(&IMG_Load) load;
  decltype(&IMG_LoadPNG_RW) load_png;
  decltype(&IMG_LoadJPG_RW) load_jpeg;
  decltype(&IMG_SavePNG) save_png;

  // Code::unsupported: the library is not installed, or lacks a function.
  static base::Result<const SdlImage*> load_library();
};

}  // namespace rohnamo::render
