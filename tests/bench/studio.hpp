// The kiosk within this program, on a window of its own and in real time: to measure single frames.
#pragma once

#include <atomic>
#include <memory>

#include "kiosk/app/editions.hpp"
#include "kiosk/sound/clock_player.hpp"
#include "tests/bench/frames.hpp"
#include "tests/bench/setting.hpp"

namespace rohnamo::bench {

class Studio {
 public:
  // On the X server of DISPLAY.
  static base::Result<std::unique_ptr<Studio>> open(const Setting& setting, const base::Path& cache,
                                                    int width, int height);

  [[nodiscard]] app::Kiosk& kiosk() { return *kiosk_; }
  [[nodiscard]] static deck::Now now();
  // As the main loop does, until nothing is due for a third of a second.
  Frames run();

 private:
  Studio() = default;
  void take_events();
  std::atomic<bool> arrived_{false};
  std::unique_ptr<render::Window> window_;
  std::unique_ptr<render::SdlFonts> fonts_;
  std::unique_ptr<render::Drawings> drawings_;
  std::unique_ptr<loader::PictureLoader> loader_;
  std::unique_ptr<sound::ClockPlayer> sound_;  // nothing is heard
  std::unique_ptr<app::Kiosk> kiosk_;
};

}  // namespace rohnamo::bench
