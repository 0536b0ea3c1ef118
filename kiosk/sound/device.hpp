// Whether this machine has anything to be heard with, found out without opening it.
#pragma once

#include "content/base/fs.hpp"

namespace rohnamo::sound {

// A playback device of ALSA in `folder` that this user may use; or a driver or a server of sound
// that the environment names (SDL_AUDIODRIVER, PULSE_SERVER).
bool can_be_heard(const base::Path& folder = "/dev/snd");

}  // namespace rohnamo::sound
