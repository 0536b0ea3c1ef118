// A player that nobody hears: a recording takes its time on the clock that is handed in. For
// scripts. Main thread.
#pragma once

#include "kiosk/sound/player.hpp"

namespace rohnamo::sound {

class ClockPlayer final : public Player {
 public:
  explicit ClockPlayer(base::Fs& fs) : fs_(&fs) {}

  [[nodiscard]] bool available() const override { return true; }
  base::Result<void> play(const base::Path& file, Millis from, int volume, Millis now) override;
  void set_volume(int) override {}
  void stop() override {}
  [[nodiscard]] Millis position(Millis now) const override;
  [[nodiscard]] bool ended(Millis now) const override;

 private:
  base::Fs* fs_;
  Millis length_{0}, began_{0};  // began_: when the recording's begin would have been
};

}  // namespace rohnamo::sound
