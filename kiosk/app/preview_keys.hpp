// The keys of an editor who looks at a channel in a window: what a kiosk's visitors and staff have
// no keys for. Main thread.
//
//   F2  the next language        F3  the next size of the screen    F4  upright, or lying
//   F5  an hour earlier          F6  an hour later                  F9  publish: publish_desk.hpp
#pragma once

#include "kiosk/app/kiosk.hpp"
#include "kiosk/app/publish_desk.hpp"
#include "kiosk/render/window.hpp"

namespace rohnamo::app {

class PreviewKeys {
 public:
  // `run`: where the program that runs this one is talked to.
  PreviewKeys(Kiosk& kiosk, render::Window& window, base::Fs& fs, const base::Path& run)
      : kiosk_(&kiosk), window_(&window), desk_(kiosk, fs, run) {}

  // True: the key is one of these.
  bool handle(SDL_Keycode key, deck::Now now);
  // How much later it is on the screen than it is.
  [[nodiscard]] base::seconds shift() const { return shift_; }
  [[nodiscard]] PublishDesk& desk() { return desk_; }

 private:
  void next_language(deck::Now now);
  void next_size();
  void turn();
  Kiosk* kiosk_;
  render::Window* window_;
  std::size_t size_ = 0;  // of the list of sizes: the last that was taken
  base::seconds shift_{0};
  PublishDesk desk_;
};

}  // namespace rohnamo::app
