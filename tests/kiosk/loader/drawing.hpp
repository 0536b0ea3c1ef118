// Pictures made for a test, and their pixels.
#pragma once

#include <SDL_image.h>

#include <functional>
#include <stdexcept>
#include <string>

#include "kiosk/loader/decode.hpp"

namespace rohnamo::loader {

using Colors = std::function<std::uint32_t(int x, int y)>;  // ARGB

inline std::uint32_t& pixel(SDL_Surface& surface, int x, int y) {
  auto* row =
      static_cast<std::uint8_t*>(surface.pixels) + static_cast<std::ptrdiff_t>(y) * surface.pitch;
  return reinterpret_cast<std::uint32_t*>(row)[x];
}

inline render::Surface drawn(int width, int height, const Colors& color) {
  auto surface = render::make_surface(width, height);
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) pixel(*surface, x, y) = color(x, y);
  }
  return surface;
}

// The file's bytes.
inline std::string encoded(SDL_Surface& surface, bool as_jpeg = false) {
  std::string bytes(
      static_cast<std::size_t>(surface.w) * static_cast<std::size_t>(surface.h) * 8 + 4096, '\0');
  SDL_RWops* stream = SDL_RWFromMem(bytes.data(), static_cast<int>(bytes.size()));
  const int failed =
      as_jpeg ? IMG_SaveJPG_RW(&surface, stream, 0, 95) : IMG_SavePNG_RW(&surface, stream, 0);
  bytes.resize(static_cast<std::size_t>(SDL_RWtell(stream)));
  SDL_RWclose(stream);
  if (failed != 0) throw std::runtime_error(IMG_GetError());
  return bytes;
}

// Red on the left half, blue on the right.
inline render::Surface two_halves(int width, int height) {
  return drawn(width, height,
               [width](int x, int) { return x < width / 2 ? 0xffff0000U : 0xff0000ffU; });
}

inline int channel_difference(std::uint32_t a, std::uint32_t b) {
  int widest = 0;
  for (unsigned shift = 0; shift < 24; shift += 8) {
    widest = std::max(widest, std::abs(static_cast<int>((a >> shift) & 255U) -
                                       static_cast<int>((b >> shift) & 255U)));
  }
  return widest;
}

}  // namespace rohnamo::loader
