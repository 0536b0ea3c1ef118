// A picture's bytes to pixels, cropped and scaled to where it is shown. Pure; any thread.
#pragma once

#include <optional>
#include <string_view>

#include "content/base/result.hpp"
#include "content/model/channel.hpp"
#include "kiosk/render/surface.hpp"

namespace rohnamo::loader {

struct Size {
  int width = 0, height = 0;
};

// How a picture is to fill its place.
struct Fit {
  Size size;                            // pixels
  double focus_x = 0.5, focus_y = 0.5;  // what stays visible, 0 to 1 from the left and the top
  model::Color background;              // shines through transparent parts
};

constexpr std::int64_t pixels_limit = 64'000'000;  // of a picture as it is stored
constexpr int side_limit = 16'384;                 // pixels, of where it is shown

// From the first bytes, before anything is allocated. nullopt: neither JPEG nor PNG.
std::optional<Size> probe(std::string_view bytes);

// JPEG or PNG. Code::too_large above the limits.
base::Result<render::Surface> decode(std::string_view bytes, const Fit& fit);

// The part of a picture of `whole` that fills `shown`, around the focus.
SDL_Rect crop(Size whole, const Fit& fit);

}  // namespace rohnamo::loader
