// The main loop: SDL's events, the loader's and the watcher's, and the next deadline.
#pragma once

#include "kiosk/app/editions.hpp"
#include "kiosk/app/input_wait.hpp"
#include "kiosk/app/kiosk.hpp"
#include "kiosk/app/news.hpp"
#include "kiosk/app/preview_keys.hpp"

namespace rohnamo::app {

// The number of the SDL event by which other threads wake the main loop.
Uint32 wake_event();
// Any thread.
void wake();

class Live {
 public:
  // `input`: what to sleep by on a bare console; null: SDL itself sleeps well.
  Live(Kiosk& kiosk, render::Window& window, Editions& editions, Watcher& watcher, InputWait* input,
       bool automatic);

  // Until SIGTERM, SIGINT, the window is closed, or the staff wants a new start. Tells systemd
  // READY after the first page, and its watchdog that frames are still made.
  void run();
  // From now on an editor's keys are heard too.
  void take_preview_keys(base::Fs& fs, const base::Path& run) {
    preview_.emplace(*kiosk_, *window_, fs, run);
  }

 private:
  [[nodiscard]] deck::Now now() const;
  void handle(const SDL_Event& event);
  void handle_finger(const SDL_Event& event);
  void handle_mouse(const SDL_Event& event);
  void handle_key(const SDL_KeyboardEvent& key);
  void somebody_is_there();
  void look_around();
  void take_news();
  void wait_for_events();
  void tell_systemd(Millis steady);
  void rest(Millis steady);
  [[nodiscard]] int patience() const;

  Kiosk* kiosk_;
  render::Window* window_;
  Editions* editions_;
  Watcher* watcher_;
  InputWait* input_;
  bool automatic_;  // whether somebody can touch is found out
  bool ends_ = false;
  bool ready_ = false;
  std::optional<SDL_FingerID> finger_;
  std::optional<PreviewKeys> preview_;
  deck::Page last_;
  Millis watchdog_{0}, fed_{0};
  Millis idle_at_ = Millis::max();  // when there was no frame for a while
};

}  // namespace rohnamo::app
