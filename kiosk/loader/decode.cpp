#include "kiosk/loader/decode.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "kiosk/loader/resample.hpp"
#include "kiosk/render/sdl_image.hpp"

namespace rohnamo::loader {
namespace {

using base::Code;

constexpr std::string_view png_signature("\x89PNG\r\n\x1a\n", 8);
constexpr std::string_view jpeg_signature("\xff\xd8\xff", 3);

int byte_at(std::string_view bytes, std::size_t at) {
  return static_cast<unsigned char>(bytes[at]);
}
int pair_at(std::string_view bytes, std::size_t at) {
  return byte_at(bytes, at) << 8 | byte_at(bytes, at + 1);
}

std::optional<Size> probe_png(std::string_view bytes) {
  if (bytes.size() < 24 || byte_at(bytes, 16) > 0x7f || byte_at(bytes, 20) > 0x7f) {
    return std::nullopt;
  }
  return Size{pair_at(bytes, 16) << 16 | pair_at(bytes, 18),
              pair_at(bytes, 20) << 16 | pair_at(bytes, 22)};
}

// Whether every chunk lies within the file, the last one too. Where SDL_image has nothing more to
// give, libpng would go on reading for seconds.
bool is_whole_png(std::string_view bytes) {
  constexpr std::size_t around = 12;  // length, type and check sum
  std::size_t at = png_signature.size();
  while (bytes.size() - at >= around) {
    const auto length = static_cast<std::size_t>(pair_at(bytes, at)) << 16U |
                        static_cast<std::size_t>(pair_at(bytes, at + 2));
    if (length > bytes.size() - at - around) return false;
    if (bytes.substr(at + 4, 4) == "IEND") return true;
    at += around + length;
  }
  return false;
}

bool is_frame_header(int marker) {  // SOF0 to SOF15 without DHT, JPG and DAC
  return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
}

std::optional<Size> probe_jpeg(std::string_view bytes) {
  std::size_t at = 2;
  while (at + 9 <= bytes.size() && byte_at(bytes, at) == 0xff) {
    const int marker = byte_at(bytes, at + 1);
    if (is_frame_header(marker)) return Size{pair_at(bytes, at + 7), pair_at(bytes, at + 5)};
    at += marker == 0xff ? 1 : 2 + static_cast<std::size_t>(pair_at(bytes, at + 2));
  }
  return std::nullopt;
}

base::Result<render::Surface> load(std::string_view bytes) {
  const auto size = probe(bytes);
  if (!size) return base::fail(Code::invalid_input, "neither a JPEG nor a PNG picture");
  if (std::int64_t{size->width} * size->height > pixels_limit) {
    return base::fail(Code::too_large,
                      fmt::format("a picture of {} x {} pixels", size->width, size->height));
  }
  const bool png = bytes.starts_with(png_signature);
  if (png && !is_whole_png(bytes))
    return base::fail(Code::invalid_input, "a PNG picture that breaks off");
  const auto* sdl = TRY(render::SdlImage::load_library());
  SDL_RWops* stream = SDL_RWFromConstMem(bytes.data(), static_cast<int>(bytes.size()));
  if (stream == nullptr) return base::fail(Code::invalid_input, "an empty picture");
  render::Surface surface(png ? sdl->load_png(stream) : sdl->load_jpeg(stream));
  SDL_RWclose(stream);
  if (!surface) return base::fail(Code::invalid_input, fmt::format("picture: {}", SDL_GetError()));
  return surface;
}

// The part of `picture`, opaque, as ARGB8888.
render::Surface flattened(SDL_Surface& picture, SDL_Rect part, model::Color background) {
  auto result = render::make_surface(part.w, part.h);
  SDL_FillRect(result.get(), nullptr,
               SDL_MapRGBA(result->format, background.r, background.g, background.b, 255));
  SDL_BlitSurface(&picture, &part, result.get(), nullptr);
  return result;
}

}  // namespace

std::optional<Size> probe(std::string_view bytes) {
  if (bytes.starts_with(png_signature)) return probe_png(bytes);
  if (bytes.starts_with(jpeg_signature)) return probe_jpeg(bytes);
  return std::nullopt;
}

SDL_Rect crop(Size whole, const Fit& fit) {
  const double scale = std::min(static_cast<double>(whole.width) / fit.size.width,
                                static_cast<double>(whole.height) / fit.size.height);
  const auto side = [scale](int shown, int there) {
    return std::clamp(static_cast<int>(std::lround(shown * scale)), 1, there);
  };
  SDL_Rect part{0, 0, side(fit.size.width, whole.width), side(fit.size.height, whole.height)};
  const auto start = [](double focus, int there, int kept) {
    return std::clamp(static_cast<int>(std::lround(focus * there - kept / 2.0)), 0, there - kept);
  };
  part.x = start(fit.focus_x, whole.width, part.w);
  part.y = start(fit.focus_y, whole.height, part.h);
  return part;
}

base::Result<render::Surface> decode(std::string_view bytes, const Fit& fit) {
  const auto [width, height] = fit.size;
  if (width <= 0 || height <= 0 || width > side_limit || height > side_limit) {
    return base::fail(Code::too_large, fmt::format("a place of {} x {} pixels", width, height));
  }
  const auto picture = TRY(load(bytes));
  const auto part = crop({picture->w, picture->h}, fit);
  const Uint32 format = picture->format->format;
  const bool opaque = !SDL_ISPIXELFORMAT_ALPHA(format) && !SDL_ISPIXELFORMAT_INDEXED(format);
  const bool fits = part.w == width && part.h == height;
  if (opaque && !fits) return resample(*picture, part, width, height);
  auto pixels = flattened(*picture, part, fit.background);
  if (fits) return pixels;
  return resample(*pixels, {0, 0, part.w, part.h}, width, height);
}

}  // namespace rohnamo::loader
