#include "kiosk/render/sdl_image.hpp"

#include "content/base/late_library.hpp"

namespace rohnamo::render {
namespace {

base::Result<SdlImage> load_functions() {
  const auto library = TRY(base::LateLibrary::load("libSDL2_image-2.0.so.0"));
  SdlImage image{};
  TRY(library.find("IMG_Load", image.load));
  TRY(library.find("IMG_LoadPNG_RW", image.load_png));
  TRY(library.find("IMG_LoadJPG_RW", image.load_jpeg));
  TRY(library.find("IMG_SavePNG", image.save_png));
  return image;
}

}  // namespace

base::Result<const SdlImage*> SdlImage::load_library() {
  static const auto loaded = load_functions();
  if (!loaded) return base::fail(loaded.error());
  return &*loaded;
}

}  // namespace rohnamo::render
