// What is done to many pixels at once: mixing and laying over. Pixels are 32 bits, 0xAARRGGBB.
#pragma once

#include <SDL.h>

#include <cstdint>

#include "kiosk/scene/scene.hpp"

namespace rohnamo::render {

constexpr std::uint32_t opaque = 0xff000000U;

// 0 to 65025; rounded.
constexpr std::uint32_t divided_by_255(std::uint32_t value) {
  value += 128;
  return (value + (value >> 8U)) >> 8U;
}

// `under` with `alpha` parts in 255 of `over`; red and blue go together.
constexpr std::uint32_t mixed(std::uint32_t under, std::uint32_t over, std::uint32_t alpha) {
  const std::uint32_t rest = 255 - alpha;
  std::uint32_t red_blue = (under & 0xff00ffU) * rest + (over & 0xff00ffU) * alpha + 0x800080U;
  red_blue = ((red_blue + ((red_blue >> 8U) & 0xff00ffU)) >> 8U) & 0xff00ffU;
  const std::uint32_t green =
      divided_by_255(((under >> 8U) & 0xffU) * rest + ((over >> 8U) & 0xffU) * alpha);
  return opaque | red_blue | green << 8U;
}

// Lays `over` on a row of pixels, each by its coverage (0 to 255) of `alpha` (0 to 255).
void lay_row(const std::uint8_t* covered, std::uint32_t over, std::uint32_t alpha,
             std::uint32_t* out, int pixels);

// target = from * (255 - mix) + to * mix, all three of one size. mix 0 to 255: exact at both ends.
void blend(const SDL_Surface& from, const SDL_Surface& to, int mix, SDL_Surface& target);
// The same, within a part of them.
void blend(const SDL_Surface& from, const SDL_Surface& to, int mix, SDL_Surface& target,
           scene::Rect part);
// The same for one row of pixels.
void blend_row(const std::uint8_t* from, const std::uint8_t* to, int mix, std::uint8_t* target,
               int pixels);

}  // namespace rohnamo::render
