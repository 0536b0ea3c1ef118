// Plays through SDL2_mixer. The library is loaded and the device opened when something is played,
// and the device is closed as soon as nothing is: a screen that is read makes no sound and wakes
// nobody. The recording is read from its file as it is played. One of them at a time. Main thread.
#pragma once

#include <functional>
#include <memory>

#include "kiosk/sound/player.hpp"

namespace rohnamo::sound {

class MixerPlayer final : public Player {
 public:
  // `on_end`: called on a thread of SDL's when a recording has come to its end.
  explicit MixerPlayer(std::function<void()> on_end);
  ~MixerPlayer() override;
  MixerPlayer(const MixerPlayer&) = delete;
  MixerPlayer& operator=(const MixerPlayer&) = delete;

  [[nodiscard]] bool available() const override;
  base::Result<void> play(const base::Path& file, Millis from, int volume, Millis now) override;
  void set_volume(int volume) override;
  void stop() override;
  [[nodiscard]] Millis position(Millis now) const override;
  [[nodiscard]] bool ended(Millis now) const override;

 private:
  struct Sounding;
  std::function<void()> on_end_;
  std::unique_ptr<Sounding> sounding_;
};

}  // namespace rohnamo::sound
