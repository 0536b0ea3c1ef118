#include "kiosk/sound/device.hpp"

#include <unistd.h>

#include <cstdlib>

namespace rohnamo::sound {

bool can_be_heard(const base::Path& folder) {
  if (std::getenv("SDL_AUDIODRIVER") != nullptr || std::getenv("PULSE_SERVER") != nullptr)
    return true;
  std::error_code none;
  for (const auto& entry : std::filesystem::directory_iterator(folder, none)) {
    const std::string name = entry.path().filename();  // pcmC0D0p: card 0, device 0, playback
    if (name.starts_with("pcm") && name.ends_with("p") &&
        ::access(entry.path().c_str(), R_OK | W_OK) == 0)
      return true;
  }
  return false;
}

}  // namespace rohnamo::sound
