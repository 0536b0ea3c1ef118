#include "kiosk/render/window.hpp"

#include <fmt/format.h>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <stdexcept>

#include "kiosk/render/canvas.hpp"
#include "kiosk/render/kms_screen.hpp"
#include "kiosk/render/panel_power.hpp"
#include "kiosk/render/png.hpp"
#include "kiosk/render/shared_pixels.hpp"
#include "kiosk/render/surface.hpp"

namespace rohnamo::render {
namespace {

using base::Code;
using scene::Rect;

struct WindowCloser {
  void operator()(SDL_Window* window) const { SDL_DestroyWindow(window); }
};
struct RendererCloser {
  void operator()(SDL_Renderer* renderer) const { SDL_DestroyRenderer(renderer); }
};
struct TextureCloser {
  void operator()(SDL_Texture* texture) const { SDL_DestroyTexture(texture); }
};

void set_hints() {
  SDL_SetHint(SDL_HINT_FRAMEBUFFER_ACCELERATION, "0");  // else X11 loads an OpenGL driver
  SDL_SetHint(SDL_HINT_VIDEO_ALLOW_SCREENSAVER, "0");
  SDL_SetHint(SDL_HINT_VIDEO_MINIMIZE_ON_FOCUS_LOSS, "0");
  SDL_SetHint(SDL_HINT_VIDEO_X11_NET_WM_BYPASS_COMPOSITOR, "0");
  SDL_SetHint(SDL_HINT_TOUCH_MOUSE_EVENTS, "0");  // a touch is a finger event and nothing else
  SDL_SetHint(SDL_HINT_MOUSE_TOUCH_EVENTS, "0");
}

bool is(const char* driver) {
  const char* current = SDL_GetCurrentVideoDriver();
  return current != nullptr && SDL_strcasecmp(current, driver) == 0;
}

// SDL's driver that shows nothing and reads input devices: what is shown there goes to a KmsScreen.
constexpr const char* input_alone = "evdev";

bool no_server_is_named() {
  return std::getenv("SDL_VIDEODRIVER") == nullptr && std::getenv("DISPLAY") == nullptr &&
         std::getenv("WAYLAND_DISPLAY") == nullptr;
}

// Where SDL finds no display it takes a driver that shows nothing, and says that all is well: while
// a machine starts, the screen's device may come later than this program.
bool shows_nothing() {
  const bool asked_for = std::getenv("SDL_VIDEODRIVER") != nullptr;
  return !asked_for && !is("x11") && !is("wayland") && !on_bare_console();
}

// Where no window manager answers, asking it for a full screen costs a tenth of a second of
// waiting: a window without borders fills the screen as well.
bool has_desktop() {
  return std::getenv("XDG_CURRENT_DESKTOP") != nullptr || std::getenv("DESKTOP_SESSION") != nullptr;
}

struct Placement {
  Rect rect;
  Uint32 flags = SDL_WINDOW_SHOWN;
};

Placement placement_of(const WindowOptions& options) {
  const int center = static_cast<int>(SDL_WINDOWPOS_CENTERED);
  if (!options.fullscreen) {
    return {{center, center, options.width, options.height},
            SDL_WINDOW_SHOWN | SDL_WINDOW_RESIZABLE};
  }
  SDL_Rect bounds{0, 0, options.width, options.height};
  SDL_GetDisplayBounds(0, &bounds);
  const Rect rect{bounds.x, bounds.y, bounds.w, bounds.h};
  const bool alone = is("x11") && !has_desktop();
  return {rect, SDL_WINDOW_SHOWN | SDL_WINDOW_BORDERLESS |
                    (alone ? 0U : static_cast<Uint32>(SDL_WINDOW_FULLSCREEN_DESKTOP))};
}

Placement placement_on(const KmsScreen& screen) {
  const PanelSize size = screen.size();
  return {{0, 0, size.width, size.height}, SDL_WINDOW_SHOWN | SDL_WINDOW_BORDERLESS};
}

// Gets all of a surface's memory at once. Page by page, as it is first painted, it took longer than
// painting; and while a window opens, something else is waited for anyway.
void populate(const SDL_Surface& surface) {
  const auto page = static_cast<std::uintptr_t>(::sysconf(_SC_PAGESIZE));
  auto* begin = static_cast<std::uint8_t*>(surface.pixels);
  const std::size_t before = reinterpret_cast<std::uintptr_t>(begin) % page;
  const std::size_t bytes =
      static_cast<std::size_t>(surface.pitch) * static_cast<std::size_t>(surface.h);
  ::madvise(begin - before, before + bytes, MADV_POPULATE_WRITE);
}

// Of some height each: every one has to be laid out against the whole scene.
std::vector<Rect> bands_of(const Rect& part) {
  constexpr int most = 8, least_height = 64;  // pixels
  if (part.w <= 0) return {};
  const int height = std::max((part.h + most - 1) / most, least_height);
  std::vector<Rect> bands;
  for (int top = 0; top < part.h; top += height)
    bands.push_back({part.x, part.y + top, part.w, std::min(height, part.h - top)});
  return bands;
}

bool paintable(const SDL_Surface& surface) {
  return surface.format->format == SDL_PIXELFORMAT_ARGB8888 ||
         surface.format->format == SDL_PIXELFORMAT_RGB888;
}

}  // namespace

bool on_bare_console() {
  return is(input_alone) || is("kmsdrm");
}

struct Window::State {
  std::unique_ptr<KmsScreen> screen;  // on a bare console; the window is there for input alone
  std::unique_ptr<SDL_Window, WindowCloser> window;
  std::unique_ptr<SDL_Renderer, RendererCloser> renderer;  // of the texture path alone
  std::unique_ptr<SDL_Texture, TextureCloser> texture;
  Surface page;  // upright, where it is turned on its way to the panel
  Surface own;   // painted into where the window's surface cannot be
  std::unique_ptr<SharedPixels> shared;
  SDL_Surface* native = nullptr;  // the window's, owned by it or by what is shared
  bool by_texture = false;
  bool presented = false;  // before that there is nothing to show again
  Rotation rotation = Rotation::none;
  Point pointer;  // pixels of the panel

  State() = default;
  State(const State&) = delete;
  State& operator=(const State&) = delete;
  ~State() {
    texture.reset();
    renderer.reset();
    own.reset();
    page.reset();
    shared.reset();
    window.reset();
    screen.reset();
    SDL_QuitSubSystem(SDL_INIT_VIDEO);
  }

  [[nodiscard]] SDL_Surface& target() const { return page ? *page : own ? *own : *native; }
  [[nodiscard]] Rect within(const Rect& part) const {
    return intersection(part, {0, 0, target().w, target().h});
  }

  base::Result<void> acquire() {
    page.reset();
    own.reset();
    shared.reset();
    native = nullptr;
    if (screen) return acquire_page();
    return by_texture ? acquire_texture() : acquire_surface();
  }

  base::Result<void> acquire_page() {
    const PanelSize size = turned(screen->size(), rotation);
    page = make_surface(size.width, size.height);
    return {};
  }

  base::Result<void> acquire_surface() {
    if (auto pixels = SharedPixels::of(*window)) shared = std::move(*pixels);
    native = shared ? &shared->surface() : SDL_GetWindowSurface(window.get());
    if (native == nullptr) {
      return base::fail(Code::io, fmt::format("the window's surface: {}", SDL_GetError()));
    }
    if (!paintable(*native) || SDL_MUSTLOCK(native)) own = make_surface(native->w, native->h);
    populate(*native);
    if (rotation == Rotation::none) return {};
    const PanelSize size = turned({native->w, native->h}, rotation);
    page = make_surface(size.width, size.height);
    return {};
  }

  base::Result<void> acquire_texture() {
    PanelSize size;
    SDL_GetRendererOutputSize(renderer.get(), &size.width, &size.height);
    size = turned(size, rotation);
    texture.reset(SDL_CreateTexture(renderer.get(), SDL_PIXELFORMAT_ARGB8888,
                                    SDL_TEXTUREACCESS_STREAMING, size.width, size.height));
    if (!texture) {
      return base::fail(Code::io, fmt::format("the window's texture: {}", SDL_GetError()));
    }
    own = make_surface(size.width, size.height);
    return {};
  }

  base::Result<void> create_renderer() {
    if (is("kmsdrm")) SDL_SetHint(SDL_HINT_RENDER_DRIVER, "opengles2");  // "software" stays black
    renderer.reset(SDL_CreateRenderer(window.get(), -1, SDL_RENDERER_PRESENTVSYNC));
    if (!renderer) renderer.reset(SDL_CreateRenderer(window.get(), -1, SDL_RENDERER_SOFTWARE));
    if (!renderer) return base::fail(Code::io, fmt::format("the renderer: {}", SDL_GetError()));
    return {};
  }

  [[nodiscard]] PanelSize panel() const {
    PanelSize size;
    SDL_GetWindowSize(window.get(), &size.width, &size.height);
    return size;
  }

  void follow_pointer(const SDL_Event& event) {
    if (event.type == SDL_MOUSEMOTION && screen) {
      // With no driver behind its window SDL knows no bounds.
      const PanelSize bounds = panel();
      pointer.x = std::clamp(pointer.x + event.motion.xrel, 0, bounds.width - 1);
      pointer.y = std::clamp(pointer.y + event.motion.yrel, 0, bounds.height - 1);
    } else if (event.type == SDL_MOUSEMOTION) {
      pointer = {event.motion.x, event.motion.y};
    } else if (event.type == SDL_MOUSEBUTTONDOWN && !screen) {
      pointer = {event.button.x, event.button.y};
    }
  }

  [[nodiscard]] SDL_Rect on_native(SDL_Rect rect) const {
    if (page) rect = turn_to_panel(rect);
    if (own) SDL_BlitSurface(own.get(), &rect, native, &rect);
    return rect;
  }

  void present_shared(const std::vector<SDL_Rect>& rects) {
    for (const auto& rect : rects) shared->send(on_native(rect));
    shared->wait();
  }

  void present_surface(std::vector<SDL_Rect> rects) {
    for (auto& rect : rects) rect = on_native(rect);
    SDL_UpdateWindowSurfaceRects(window.get(), rects.data(), static_cast<int>(rects.size()));
  }

  void present_texture(const std::vector<SDL_Rect>& rects) {
    for (const auto& rect : rects) {
      const auto* pixels = static_cast<const std::uint8_t*>(own->pixels) +
                           static_cast<std::ptrdiff_t>(rect.y) * own->pitch +
                           static_cast<std::ptrdiff_t>(rect.x) * 4;
      SDL_UpdateTexture(texture.get(), &rect, pixels, own->pitch);
    }
    copy_texture();
    SDL_RenderPresent(renderer.get());
  }

  [[nodiscard]] SDL_Rect turn_to_panel(const SDL_Rect& part) const {
    const Rect of_page{part.x, part.y, part.w, part.h};
    SDL_Surface& panel = own ? *own : *native;
    copy_turned(*page, of_page, panel, rotation);
    const Rect there = turned(of_page, {panel.w, panel.h}, rotation);
    return {there.x, there.y, there.w, there.h};
  }

  // Turned about its centre, which is the panel's.
  void copy_texture() {
    PanelSize panel;
    SDL_GetRendererOutputSize(renderer.get(), &panel.width, &panel.height);
    const PanelSize size = turned(panel, rotation);
    const SDL_FRect upright{static_cast<float>(panel.width - size.width) / 2,
                            static_cast<float>(panel.height - size.height) / 2,
                            static_cast<float>(size.width), static_cast<float>(size.height)};
    const double degrees = 90.0 * static_cast<int>(rotation);
    SDL_RenderCopyExF(renderer.get(), texture.get(), nullptr, &upright, degrees, nullptr,
                      SDL_FLIP_NONE);
  }
};

base::Result<std::unique_ptr<Window>> Window::open(const WindowOptions& options) {
  set_hints();
  std::unique_ptr<KmsScreen> screen;
  std::string no_screen = "no screen of this machine's own is asked for";
  if (options.path == WindowPath::automatic && no_server_is_named()) {
    auto own = KmsScreen::open();
    if (own) {
      screen = std::move(*own);
    } else {
      no_screen = own.error().message;
    }
  }
  SDL_SetHint(SDL_HINT_VIDEODRIVER, screen ? input_alone : nullptr);
  if (SDL_InitSubSystem(SDL_INIT_VIDEO) != 0) {
    return base::fail(Code::not_found, fmt::format("no display: {}", SDL_GetError()));
  }
  auto state = std::make_unique<State>();
  state->screen = std::move(screen);
  if (!state->screen && shows_nothing())
    return base::fail(
        Code::not_found,
        fmt::format("no display: no X server, no Wayland compositor, and {}", no_screen));
  state->rotation = options.rotation;
  state->by_texture = options.path == WindowPath::texture || is("kmsdrm") || is("wayland");
  const auto place = state->screen ? placement_on(*state->screen) : placement_of(options);
  state->window.reset(SDL_CreateWindow(options.title.c_str(), place.rect.x, place.rect.y,
                                       place.rect.w, place.rect.h, place.flags));
  if (!state->window) {
    return base::fail(Code::not_found, fmt::format("no window: {}", SDL_GetError()));
  }
  if (state->by_texture) TRY(state->create_renderer());
  TRY(state->acquire());
  SDL_ShowCursor(options.cursor && !options.fullscreen ? SDL_ENABLE : SDL_DISABLE);
  SDL_DisableScreenSaver();
  return std::unique_ptr<Window>(new Window(std::move(state)));
}

Window::Window(std::unique_ptr<State> state) : state_(std::move(state)) {}
Window::~Window() = default;

SDL_Surface& Window::surface() {
  return state_->target();
}
int Window::width() const {
  return state_->target().w;
}
int Window::height() const {
  return state_->target().h;
}

Window::Point Window::of_finger(float x, float y) const {
  const Fraction at = page_point({x, y}, state_->rotation);
  const auto pixel = [](double share, int size) {
    return std::clamp(static_cast<int>(share * size), 0, size - 1);
  };
  return {pixel(at.x, width()), pixel(at.y, height())};
}

Window::Point Window::pointer() const {
  const PanelSize panel = state_->panel();
  const auto share = [](int pixel, int size) {
    return (static_cast<float>(pixel) + 0.5F) / static_cast<float>(size);
  };
  return of_finger(share(state_->pointer.x, panel.width), share(state_->pointer.y, panel.height));
}

void Window::present() {
  present({{0, 0, width(), height()}});
}

void Window::present(const std::vector<Rect>& parts, const Paint& paint) {
  if (!state_->shared) {
    for (const auto& part : parts) paint(part);
    return present(parts);
  }
  for (const auto& part : parts) {
    for (const auto& band : bands_of(state_->within(part))) {
      paint(band);
      state_->shared->send(state_->on_native({band.x, band.y, band.w, band.h}));
    }
  }
  state_->shared->wait();
}

void Window::present(const std::vector<Rect>& changed) {
  std::vector<SDL_Rect> rects;
  for (const auto& rect : changed) {
    const auto part = state_->within(rect);
    if (part.w > 0 && part.h > 0) rects.push_back({part.x, part.y, part.w, part.h});
  }
  if (rects.empty()) return;
  state_->presented = true;
  if (state_->shared) {
    state_->present_shared(rects);
  } else if (state_->screen) {
    state_->screen->show(*state_->page, rects, state_->rotation);
  } else if (state_->by_texture) {
    state_->present_texture(rects);
  } else {
    state_->present_surface(std::move(rects));
  }
}

void Window::light(bool on) {
  if (state_->screen) return state_->screen->light(on);
  switch_panel(*state_->window, on);
}

void Window::resize(int width, int height) {
  const PanelSize panel = turned({width, height}, state_->rotation);
  SDL_SetWindowSize(state_->window.get(), panel.width, panel.height);
}

bool Window::handle(const SDL_Event& event) {
  state_->follow_pointer(event);
  const bool ours = event.type == SDL_WINDOWEVENT &&
                    event.window.windowID == SDL_GetWindowID(state_->window.get());
  const bool exposed = ours && event.window.event == SDL_WINDOWEVENT_EXPOSED;
  if (exposed && state_->presented) present();
  const bool resized = ours && event.window.event == SDL_WINDOWEVENT_SIZE_CHANGED;
  const bool lost = event.type == SDL_RENDER_DEVICE_RESET || event.type == SDL_RENDER_TARGETS_RESET;
  if (!resized && !lost) return false;
  if (auto acquired = state_->acquire(); !acquired) {
    // Without a surface there is nothing to show: the service starts the program again.
    throw std::runtime_error(acquired.error().message);
  }
  return true;
}

base::Result<void> Window::save_png(const base::Path& path) {
  return render::save_png(state_->target(), path);
}

std::string Window::describe() const {
  const char* driver = SDL_GetCurrentVideoDriver();
  std::string path = state_->shared ? "shared memory" : "window surface";
  if (state_->screen) {
    driver = "KMS";
    path = "buffers of " + state_->screen->driver();
  } else if (state_->by_texture) {
    SDL_RendererInfo info{};
    SDL_GetRendererInfo(state_->renderer.get(), &info);
    path = fmt::format("texture by {}", info.name != nullptr ? info.name : "?");
  } else if (state_->own) {
    path += ", converted";
  }
  std::string text =
      fmt::format("{}, {}, {}x{}", driver != nullptr ? driver : "none", path, width(), height());
  if (state_->rotation != Rotation::none)
    text += fmt::format(", turned by {} degrees", 90 * static_cast<int>(state_->rotation));
  return text;
}

}  // namespace rohnamo::render
