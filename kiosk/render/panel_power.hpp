// Switches the panel itself off and on, where the driver can: through DPMS, on a bare console (KMS)
// and on X11. Elsewhere it does nothing; a dark page is to be shown besides. Main thread.
#pragma once

#include <SDL.h>

namespace rohnamo::render {

void switch_panel(SDL_Window& window, bool on);

}  // namespace rohnamo::render
