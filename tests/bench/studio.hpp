// The kiosk within this program, on a window of its own and in real time: to measure single frames.
#pragma once

#include <atomic>
#include <memory>

#include "kiosk/app/editions.hpp"
#include "kiosk/sound/clock_player.hpp"
#include "tests/bench/samples.hpp"
#include "tests/bench/setting.hpp"

namespace rohnamo::bench {

// What was shown from one stillness to the next.
struct Frames {
  Samples cpu_ms;        // of this thread, each
  std::size_t late = 0;  // more than a sixtieth of a second after they were due
  double first_ms = 0;   // to the first one
  void add(const Frames& others);
};

class Studio {
 public:
  // On the X server named `display`, for which DISPLAY stands while this lives.
  static base::Result<std::unique_ptr<Studio>> open(const Setting& setting, const base::Path& cache,
                                                    const std::string& display, int width,
                                                    int height);
  ~Studio();

  [[nodiscard]] app::Kiosk& kiosk() { return *kiosk_; }
  [[nodiscard]] static deck::Now now();
  // As the main loop does, until nothing is due for a third of a second.
  Frames run();

 private:
  Studio() = default;
  void take_events();
  std::string display_before_;
  std::atomic<bool> arrived_{false};
  std::unique_ptr<render::Window> window_;
  std::unique_ptr<render::SdlFonts> fonts_;
  std::unique_ptr<loader::PictureLoader> loader_;
  std::unique_ptr<sound::ClockPlayer> sound_;  // nothing is heard
  std::unique_ptr<app::Kiosk> kiosk_;
};

}  // namespace rohnamo::bench
