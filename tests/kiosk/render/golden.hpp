// Compares a surface with the PNG that it once was.
//
//   CHECK(matches_golden(*surface, folder / "reader-fa.png"));
//
// A pixel may differ by `tolerance` in each channel, and `strays` pixels by more: another version
// of FreeType moves the edge of a letter. What differs is written beside the working directory as
// <name>.actual.png and <name>.difference.png (differences in red on a paled picture).
// ROHNAMO_UPDATE_GOLDENS=1 writes the golden instead.
#pragma once

#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>

#include "kiosk/render/png.hpp"

namespace rohnamo::tests {

struct Tolerance {
  int channel = 12;       // of 255
  double strays = 0.001;  // share of all pixels
};

inline std::uint32_t* pixels_of(SDL_Surface& surface, int y) {
  return reinterpret_cast<std::uint32_t*>(static_cast<std::uint8_t*>(surface.pixels) +
                                          static_cast<std::ptrdiff_t>(y) * surface.pitch);
}

inline int channel_difference(std::uint32_t a, std::uint32_t b) {
  int widest = 0;
  for (unsigned shift = 0; shift < 24; shift += 8) {
    widest = std::max(widest, std::abs(static_cast<int>((a >> shift) & 255U) -
                                       static_cast<int>((b >> shift) & 255U)));
  }
  return widest;
}

// How many pixels differ by more than is tolerated; they are red in `marked`.
inline std::int64_t differing_pixels(SDL_Surface& actual, SDL_Surface& golden, int tolerance,
                                     SDL_Surface& marked) {
  std::int64_t differing = 0;
  for (int y = 0; y < actual.h; ++y) {
    for (int x = 0; x < actual.w; ++x) {
      const std::uint32_t pixel = pixels_of(actual, y)[x];
      const bool differs = channel_difference(pixel, pixels_of(golden, y)[x]) > tolerance;
      differing += differs ? 1 : 0;
      pixels_of(marked, y)[x] = differs ? 0xffff0000U : 0xffc0c0c0U | ((pixel >> 2U) & 0x3f3f3fU);
    }
  }
  return differing;
}

inline bool matches_golden(SDL_Surface& actual, const std::filesystem::path& golden,
                           const Tolerance& tolerance = {}) {
  if (const char* update = std::getenv("ROHNAMO_UPDATE_GOLDENS"); update && *update == '1') {
    std::filesystem::create_directories(golden.parent_path());
    return render::save_png(actual, golden).has_value();
  }
  const std::string name = golden.stem().string();
  const auto expected = render::load_png(golden);
  if (!expected) {
    UNSCOPED_INFO(expected.error().message << " (ROHNAMO_UPDATE_GOLDENS=1 writes it)");
    return false;
  }
  if ((*expected)->w != actual.w || (*expected)->h != actual.h) {
    UNSCOPED_INFO(name << " is " << actual.w << "x" << actual.h << ", the golden " << (*expected)->w
                       << "x" << (*expected)->h);
    return false;
  }
  const auto marked = render::make_surface(actual.w, actual.h);
  const auto differing = differing_pixels(actual, **expected, tolerance.channel, *marked);
  const double allowed = tolerance.strays * actual.w * actual.h;
  if (static_cast<double>(differing) <= allowed) return true;
  const auto here = std::filesystem::current_path();
  const bool written = render::save_png(actual, here / (name + ".actual.png")) &&
                       render::save_png(*marked, here / (name + ".difference.png"));
  UNSCOPED_INFO(differing << " pixels of " << golden << " differ"
                          << (written ? ": see " : "; nothing written to ")
                          << here / (name + ".difference.png"));
  return false;
}

}  // namespace rohnamo::tests
