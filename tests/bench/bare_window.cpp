// The least that a program on SDL does to show something: rohnamo-bench-window WIDTH HEIGHT.
// What the kiosk's start is compared with.
#include <SDL.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cstdlib>
#include <string_view>

namespace {

// sd_notify(3) without its library, whose loading the kiosk pays for and a bare window need not.
void say_ready() {
  const char* name = std::getenv("NOTIFY_SOCKET");
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  if (name == nullptr || std::string_view(name).size() >= sizeof address.sun_path) return;
  std::string_view(name).copy(address.sun_path, sizeof address.sun_path - 1);
  constexpr std::string_view message = "READY=1";
  const int socket = ::socket(AF_UNIX, SOCK_DGRAM, 0);
  (void)::sendto(socket, message.data(), message.size(), 0,
                 reinterpret_cast<const sockaddr*>(&address), sizeof address);
  ::close(socket);
}

bool show_surface(SDL_Window* window) {
  SDL_Surface* surface = SDL_GetWindowSurface(window);
  return surface != nullptr && SDL_FillRect(surface, nullptr, 0xFF0B5D8A) == 0 &&
         SDL_UpdateWindowSurface(window) == 0;
}

// On a bare console SDL 2.26 has no surfaces.
bool show_by_renderer(SDL_Window* window) {
  SDL_SetHint(SDL_HINT_RENDER_DRIVER, "opengles2");
  SDL_Renderer* renderer = SDL_CreateRenderer(window, -1, 0);
  if (renderer == nullptr) return false;
  SDL_SetRenderDrawColor(renderer, 0x0B, 0x5D, 0x8A, 0xFF);
  const bool shown = SDL_RenderClear(renderer) == 0;
  SDL_RenderPresent(renderer);
  return shown;
}

bool show(int width, int height) {
  SDL_Window* window = SDL_CreateWindow("bare", 0, 0, width, height, SDL_WINDOW_BORDERLESS);
  return window != nullptr && (show_surface(window) || show_by_renderer(window));
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  SDL_SetHint(SDL_HINT_FRAMEBUFFER_ACCELERATION, "0");
  if (SDL_Init(SDL_INIT_VIDEO) != 0 || !show(std::atoi(argv[1]), std::atoi(argv[2]))) {
    SDL_LogError(SDL_LOG_CATEGORY_APPLICATION, "%s", SDL_GetError());
    return 1;
  }
  say_ready();
  for (SDL_Event event; SDL_WaitEvent(&event) == 1 && event.type != SDL_QUIT;) {
  }
  SDL_Quit();
  return 0;
}
