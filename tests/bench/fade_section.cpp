#include <SDL.h>
#include <fmt/format.h>

#include <random>

#include "kiosk/render/blend.hpp"
#include "kiosk/render/surface.hpp"
#include "tests/bench/sections.hpp"

namespace rohnamo::bench {
namespace {

using base::Code;
using base::fail;
using base::Result;
using render::Surface;

// One second of a fade at 60 Hz.
constexpr int steps = 60;
constexpr int mix_at(std::size_t frame) {
  return 1 + static_cast<int>(frame % steps) * 253 / (steps - 1);
}

// A picture of noise: no shortcut for one colour.
Surface noise(int width, int height, std::uint32_t seed) {
  Surface surface = render::make_surface(width, height);
  std::minstd_rand random(seed);
  for (int y = 0; y < height; ++y) {
    auto* row = reinterpret_cast<Uint32*>(static_cast<Uint8*>(surface->pixels) +
                                          static_cast<std::ptrdiff_t>(y) * surface->pitch);
    for (int x = 0; x < width; ++x) row[x] = 0xFF000000U | static_cast<Uint32>(random());
  }
  return surface;
}

// The same fade by SDL: one texture, and over it another whose opacity grows. All without an alpha
// channel, as windows and photographs are: with one SDL takes a path ten times as slow.
class SdlFade {
 public:
  SdlFade(SDL_Surface& from, SDL_Surface& to)
      : target_(SDL_CreateRGBSurfaceWithFormat(0, from.w, from.h, 32, SDL_PIXELFORMAT_RGB888)),
        renderer_(target_ ? SDL_CreateSoftwareRenderer(target_.get()) : nullptr) {
    if (renderer_ == nullptr) return;
    from_ = texture(from);
    to_ = texture(to);
    SDL_SetTextureBlendMode(from_, SDL_BLENDMODE_NONE);
    SDL_SetTextureBlendMode(to_, SDL_BLENDMODE_BLEND);
  }
  ~SdlFade() {
    if (renderer_ != nullptr) SDL_DestroyRenderer(renderer_);  // and its textures
  }
  SdlFade(const SdlFade&) = delete;
  SdlFade& operator=(const SdlFade&) = delete;

  bool draw(int mix) {
    if (from_ == nullptr || to_ == nullptr) return false;
    SDL_SetTextureAlphaMod(to_, static_cast<Uint8>(mix));
    if (SDL_RenderCopy(renderer_, from_, nullptr, nullptr) != 0) return false;
    if (SDL_RenderCopy(renderer_, to_, nullptr, nullptr) != 0) return false;
    SDL_RenderPresent(renderer_);
    return true;
  }

 private:
  SDL_Texture* texture(const SDL_Surface& picture) {
    SDL_Texture* texture = SDL_CreateTexture(renderer_, SDL_PIXELFORMAT_RGB888,
                                             SDL_TEXTUREACCESS_STATIC, picture.w, picture.h);
    if (texture != nullptr) SDL_UpdateTexture(texture, nullptr, picture.pixels, picture.pitch);
    return texture;
  }

  Surface target_;
  SDL_Renderer* renderer_;
  SDL_Texture* from_ = nullptr;
  SDL_Texture* to_ = nullptr;
};

Result<void> measure_size(int width, int height, std::size_t frames, Table& table) {
  const Surface from = noise(width, height, 1);
  const Surface to = noise(width, height, 2);
  const Surface ours = render::make_surface(width, height);
  SdlFade sdl(*from, *to);
  Samples blend_seconds;
  Samples sdl_seconds;
  for (std::size_t frame = 0; frame < frames; ++frame) {
    const Stopwatch blending;
    render::blend(*from, *to, mix_at(frame), *ours);
    blend_seconds.add(blending.seconds());
    const Stopwatch drawing;
    if (!sdl.draw(mix_at(frame))) return fail(Code::io, SDL_GetError());
    sdl_seconds.add(drawing.seconds());
  }
  const double sdl_rate = 1 / sdl_seconds.lowest_tenth();
  const std::string size = fmt::format("{}x{}", width, height);
  table.row("SDL software renderer, " + size, sdl_rate, "fps");
  table.row("render::blend, " + size, 1 / blend_seconds.lowest_tenth(), "fps", sdl_rate, "SDL's");
  return {};
}

}  // namespace

Result<void> measure_fade(const Setting& setting, Table& table) {
  table.section(fmt::format("Full-screen cross-fade in memory (the fastest tenth of {} frames)",
                            setting.frames));
  TRY(measure_size(1920, 1080, setting.frames, table));
  return measure_size(3840, 2160, setting.frames, table);
}

}  // namespace rohnamo::bench
