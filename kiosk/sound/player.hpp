// Plays one recording at a time: a port, with the machine's sound device or a script's clock behind
// it. Main thread.
#pragma once

#include <chrono>

#include "content/base/fs.hpp"

namespace rohnamo::sound {

using Millis = std::chrono::milliseconds;

constexpr int volume_steps = 5;

class Player {
 public:
  virtual ~Player() = default;

  // Whether there is anything to be heard with. Opens nothing.
  [[nodiscard]] virtual bool available() const = 0;

  // Plays an Opus recording from a place in it on; what played before stops. `volume`: 1 to
  // volume_steps. Code::unsupported: there is no device; other codes: the file cannot be played.
  virtual base::Result<void> play(const base::Path& file, Millis from, int volume, Millis now) = 0;
  virtual void set_volume(int volume) = 0;
  // Gives the device back.
  virtual void stop() = 0;

  // What is heard now, from the recording's begin. Only between play() and stop().
  [[nodiscard]] virtual Millis position(Millis now) const = 0;
  [[nodiscard]] virtual bool ended(Millis now) const = 0;
};

}  // namespace rohnamo::sound
