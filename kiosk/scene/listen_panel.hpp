// The controls of a story's recording: a button to listen, and while it is open pause, volume and
// how far it is. Targets: "listen", "quieter", "louder".
#pragma once

#include "kiosk/deck/narration.hpp"
#include "kiosk/scene/canvas.hpp"

namespace rohnamo::scene {

// At the bottom of the screen, from edge to edge: what it takes of the page's height.
int listen_strip_height(const Style& style);
// `room`: the strip, in portrait; else the story's picture, on which a card is laid.
void draw_listen_panel(Canvas& canvas, const deck::Narration& narration, Rect room);

}  // namespace rohnamo::scene
