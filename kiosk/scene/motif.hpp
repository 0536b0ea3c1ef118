// A calm pattern where there is no picture: squares and circles within each other.
#pragma once

#include "kiosk/scene/canvas.hpp"

namespace rohnamo::scene {

void draw_motif(Canvas& canvas, Rect rect, Color tint, int radius = 0);
// A trace of it on a plain colour.
void draw_rings(Canvas& canvas, Rect board, Color ground, Color light);
// A bell on them: what a notice has for a picture.
void draw_bell(Canvas& canvas, Rect board, Color ground, Color mark);
// What a picture's place looks like until it is there.
Color placeholder(const Style& style, Color tint);
// The item's picture, or the motif.
void draw_picture(Canvas& canvas, const std::optional<model::Picture>& picture, Rect rect,
                  Color tint, int radius = 0);

}  // namespace rohnamo::scene
