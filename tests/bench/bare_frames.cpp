#include "tests/bench/bare_frames.hpp"

#include <SDL.h>

#include <memory>
#include <thread>

namespace rohnamo::bench {
namespace {

using std::chrono::steady_clock;

constexpr std::chrono::milliseconds pace{16};

tl::unexpected<base::Error> no_window() {
  return base::fail(base::Code::not_found, SDL_GetError());
}

base::Result<Frames> show(SDL_Window& window, std::size_t count) {
  Frames frames;
  auto due = steady_clock::now() + pace;
  for (std::size_t i = 0; i < count; ++i) {
    std::this_thread::sleep_until(due);
    const double before = thread_cpu_ms();
    SDL_Surface* surface = SDL_GetWindowSurface(&window);
    if (surface == nullptr || SDL_FillRect(surface, nullptr, static_cast<Uint32>(i)) != 0 ||
        SDL_UpdateWindowSurface(&window) != 0)
      return no_window();
    frames.cpu_ms.add(thread_cpu_ms() - before);
    const auto done = steady_clock::now();
    if (i > 0 && is_late({due, done})) frames.late.push_back({due, done});
    due = std::max(due + pace, done);
  }
  return frames;
}

}  // namespace

base::Result<Frames> bare_frames(int width, int height, std::size_t count) {
  SDL_SetHint(SDL_HINT_FRAMEBUFFER_ACCELERATION, "0");
  if (SDL_InitSubSystem(SDL_INIT_VIDEO) != 0) return no_window();
  const std::unique_ptr<SDL_Window, decltype(&SDL_DestroyWindow)> window(
      SDL_CreateWindow("bare", 0, 0, width, height, SDL_WINDOW_BORDERLESS), &SDL_DestroyWindow);
  auto frames = window ? show(*window, count) : no_window();
  SDL_QuitSubSystem(SDL_INIT_VIDEO);
  return frames;
}

}  // namespace rohnamo::bench
