// The window without a display: SDL's dummy driver goes the way of X11, to a surface in memory.
#include "kiosk/render/window.hpp"

#include "kiosk/render/png.hpp"
#include "tests/kiosk/render/support.hpp"
#include "tests/temporary_folder.hpp"

namespace rohnamo::render {
namespace {

WindowOptions small(WindowPath path = WindowPath::automatic) {
  SDL_setenv("SDL_VIDEODRIVER", "dummy", 1);
  WindowOptions options;
  options.width = 320;
  options.height = 200;
  options.path = path;
  return options;
}

std::unique_ptr<Window> opened(const WindowOptions& options) {
  auto window = Window::open(options);
  if (!window) throw std::runtime_error(window.error().message);
  return std::move(*window);
}

SDL_Window* only_window() {
  for (Uint32 id = 1; id < 100; ++id) {
    if (SDL_Window* window = SDL_GetWindowFromID(id)) return window;
  }
  throw std::runtime_error("no window");
}

TEST_CASE("off screen, what is painted is what is saved") {
  const tests::TemporaryFolder folder;
  for (const auto path : {WindowPath::automatic, WindowPath::texture}) {
    const auto window = opened(small(path));
    CHECK(window->width() == 320);
    CHECK(window->height() == 200);
    auto scene = white_scene(320, 200);
    scene.marks.push_back(scene::Box{{10, 10, 20, 20}, {1, 2, 3}});
    const auto fonts = shipped_fonts();
    Drawings drawings(*fonts);
    Painter(drawings, {}).paint(scene, 0, window->surface());
    window->present();
    window->present({{5, 5, 10, 10}, {-40, 300, 20, 20}, {310, 190, 99, 99}});
    REQUIRE(window->save_png(folder.path() / "page.png"));
    const auto saved = load_png(folder.path() / "page.png");
    REQUIRE(saved);
    CHECK((*saved)->w == 320);
    CHECK(pixel(**saved, 15, 15) == 0xff010203U);
    CHECK(pixel(**saved, 200, 100) == white_pixel);
  }
}

TEST_CASE("a window says how its frames reach the screen") {
  CHECK(opened(small())->describe() == "dummy, window surface, 320x200");
  CHECK(opened(small(WindowPath::texture))->describe().find("texture by ") != std::string::npos);
}

// Takes variables out of the environment for as long as it lives.
class Without {
 public:
  explicit Without(std::initializer_list<const char*> names) {
    for (const char* name : names) {
      const char* value = std::getenv(name);
      if (value != nullptr) kept_.emplace_back(name, value);
      unsetenv(name);
    }
  }
  ~Without() {
    for (const auto& [name, value] : kept_) setenv(name.c_str(), value.c_str(), 1);
  }
  Without(const Without&) = delete;
  Without& operator=(const Without&) = delete;

 private:
  std::vector<std::pair<std::string, std::string>> kept_;
};

TEST_CASE("where there is no display nothing is shown into the void") {
  const WindowOptions options = small();
  const Without none{"SDL_VIDEODRIVER", "DISPLAY", "WAYLAND_DISPLAY", "XDG_RUNTIME_DIR"};
  const auto window = Window::open(options);
  if (window) {  // a machine with a screen of its own
    CHECK((*window)->describe().starts_with("KMS"));
  } else {
    CHECK(window.error().code == base::Code::not_found);
    CHECK(window.error().message.starts_with("no display"));
  }
}

TEST_CASE("a new size means a new surface, to be painted whole") {
  for (const auto path : {WindowPath::automatic, WindowPath::texture}) {
    const auto window = opened(small(path));
    SDL_Event event{};
    while (SDL_PollEvent(&event) != 0) window->handle(event);
    SDL_SetWindowSize(only_window(), 400, 300);
    bool renewed = false;
    while (SDL_PollEvent(&event) != 0) renewed = window->handle(event) || renewed;
    CHECK(renewed);
    CHECK(window->width() == 400);
    SDL_FillRect(&window->surface(), nullptr, 0xff112233U);
    window->present();
  }
}

TEST_CASE("on a panel that hangs turned the page is upright, and so is a touch") {
  for (const auto path : {WindowPath::automatic, WindowPath::texture}) {
    WindowOptions options = small(path);
    options.rotation = Rotation::quarter;
    const auto window = opened(options);
    CHECK(window->width() == 200);
    CHECK(window->height() == 320);
    CHECK(window->describe().ends_with("200x320, turned by 90 degrees"));
    SDL_FillRect(&window->surface(), nullptr, 0xff112233U);
    window->present();
    const auto top = window->of_finger(1, 0.5);  // the panel's right edge
    CHECK(top.x == 100);
    CHECK(top.y == 0);
    SDL_Event event{};
    event.type = SDL_MOUSEMOTION;
    window->handle(event);
    CHECK(window->pointer().y == 319);
    CHECK(window->pointer().x == 0);
  }
}

TEST_CASE("without the driver that is asked for there is no window, and a reason") {
  SDL_setenv("SDL_VIDEODRIVER", "nosuchdriver", 1);
  const auto window = Window::open({});
  REQUIRE_FALSE(window);
  CHECK(window.error().message.find("no display") != std::string::npos);
}

}  // namespace
}  // namespace rohnamo::render
