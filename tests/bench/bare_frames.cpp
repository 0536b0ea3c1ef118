#include "tests/bench/bare_frames.hpp"

#include <SDL.h>

#include <functional>
#include <memory>
#include <thread>

#include "kiosk/render/blend.hpp"
#include "kiosk/render/surface.hpp"

namespace rohnamo::bench {
namespace {

using std::chrono::steady_clock;

constexpr std::chrono::milliseconds pace{16};

tl::unexpected<base::Error> no_window() {
  return base::fail(base::Code::not_found, SDL_GetError());
}

using Draw = std::function<bool(SDL_Surface& surface, std::size_t frame)>;

bool fill(SDL_Surface& surface, std::size_t frame) {
  return SDL_FillRect(&surface, nullptr, static_cast<Uint32>(frame)) == 0;
}

// Between two pictures of the window's size.
class Fade {
 public:
  Fade(int width, int height)
      : from_(render::make_surface(width, height)), to_(render::make_surface(width, height)) {
    SDL_FillRect(from_.get(), nullptr, 0xff204060);
    SDL_FillRect(to_.get(), nullptr, 0xffe0c0a0);
  }

  bool operator()(SDL_Surface& surface, std::size_t frame) const {
    render::blend(*from_, *to_, static_cast<int>(frame * 11 % 256), surface);
    return true;
  }

 private:
  std::shared_ptr<SDL_Surface> from_, to_;  // copied with the function that it becomes
};

base::Result<Frames> show(SDL_Window& window, std::size_t count, const Draw& draw) {
  Frames frames;
  auto due = steady_clock::now() + pace;
  for (std::size_t i = 0; i < count; ++i) {
    std::this_thread::sleep_until(due);
    const double before = thread_cpu_ms();
    SDL_Surface* surface = SDL_GetWindowSurface(&window);
    if (surface == nullptr || !draw(*surface, i) || SDL_UpdateWindowSurface(&window) != 0)
      return no_window();
    frames.cpu_ms.add(thread_cpu_ms() - before);
    const auto done = steady_clock::now();
    if (i > 0 && is_late({due, done})) frames.late.push_back({due, done});
    due = std::max(due + pace, done);
  }
  return frames;
}

}  // namespace

base::Result<Frames> bare_frames(int width, int height, std::size_t count, BareFrame kind) {
  SDL_SetHint(SDL_HINT_FRAMEBUFFER_ACCELERATION, "0");
  if (SDL_InitSubSystem(SDL_INIT_VIDEO) != 0) return no_window();
  const std::unique_ptr<SDL_Window, decltype(&SDL_DestroyWindow)> window(
      SDL_CreateWindow("bare", 0, 0, width, height, SDL_WINDOW_BORDERLESS), &SDL_DestroyWindow);
  const Draw draw = kind == BareFrame::fade ? Draw(Fade(width, height)) : Draw(fill);
  auto frames = window ? show(*window, count, draw) : no_window();
  SDL_QuitSubSystem(SDL_INIT_VIDEO);
  return frames;
}

}  // namespace rohnamo::bench
