// The window that frames are painted into. Owns SDL's video; main thread.
//
// An X server of this machine takes the pixels from memory that both hold (SharedPixels); another
// one, and the dummy driver (SDL_VIDEODRIVER=dummy, no display), SDL's surface. On a bare console
// the display controller reads ours (KmsScreen), with SDL for input alone: no graphics driver is
// loaded. Wayland has no surface in SDL 2.26: there, and on a console whose
// driver has no buffers for us, one streaming texture takes what changed. Either way surface() is
// 32-bit memory that a Painter draws into: the page, upright, however the panel hangs.
#pragma once

#include <SDL.h>

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "content/base/fs.hpp"
#include "kiosk/render/rotation.hpp"

namespace rohnamo::render {

// How frames reach the screen. automatic: as memory where that can be, else as a texture.
enum class WindowPath { automatic, texture };

struct WindowOptions {
  std::string title = "Rohnamo";
  bool fullscreen = false;
  int width = 1280, height = 720;      // pixels, when not full screen
  bool cursor = true;                  // full screen hides it, whatever is said here
  Rotation rotation = Rotation::none;  // of the page on the panel
  WindowPath path = WindowPath::automatic;
};

// Whether the open window is the machine's own screen, with neither X nor Wayland.
bool on_bare_console();

class Window {
 public:
  // Code::not_found: there is no display. A driver that shows nothing is only had by asking for it
  // in SDL_VIDEODRIVER.
  static base::Result<std::unique_ptr<Window>> open(const WindowOptions& options);
  ~Window();
  Window(const Window&) = delete;
  Window& operator=(const Window&) = delete;

  // What is painted into; keeps its contents. Valid until handle() is true.
  SDL_Surface& surface();
  [[nodiscard]] int width() const;
  [[nodiscard]] int height() const;

  struct Point {
    int x = 0, y = 0;  // pixels of the page
  };
  // Where on the page a finger is, by what its event says.
  [[nodiscard]] Point of_finger(float x, float y) const;
  // Where the pointer is on the page, by the last of its events that handle() saw.
  [[nodiscard]] Point pointer() const;

  // Shows the surface, or what changed of it.
  void present();
  void present(const std::vector<scene::Rect>& changed);
  // Paints the parts and shows them: in bands, where one can be on its way while the next is
  // painted.
  using Paint = std::function<void(const scene::Rect& part)>;
  void present(const std::vector<scene::Rect>& parts, const Paint& paint);

  // Switches the panel itself off or on, where the driver can.
  void light(bool on);

  // Asks for another size of the page; handle() tells when it is there.
  void resize(int width, int height);
  // Takes every event, before anything else does. True: the surface is a new one, to be painted
  // whole.
  bool handle(const SDL_Event& event);

  // What is on the surface now.
  base::Result<void> save_png(const base::Path& path);
  // The driver, the path and the size, for the status: "x11, window surface, 1920x1080".
  [[nodiscard]] std::string describe() const;

 private:
  struct State;
  explicit Window(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace rohnamo::render
