#include "kiosk/scene/motif.hpp"

#include <algorithm>

namespace rohnamo::scene {

Color placeholder(const Style& style, Color tint) {
  return mix(style.color.paper, tint, 0.16);
}

void draw_motif(Canvas& canvas, Rect rect, Color tint, int radius) {
  const Style& style = canvas.kit().style;
  canvas.box(rect, placeholder(style, tint), radius);
  int size = std::min(rect.w, rect.h) * 4 / 5;
  // A square, the circle within it, the square within that …: each 1/sqrt(2) of the one before.
  for (int ring = 0; ring < 6 && size > style.u(2); ++ring) {
    const bool circle = ring % 2 == 1;
    const Color color = mix(style.color.paper, tint, 0.24 + 0.09 * ring);
    canvas.box({rect.x + (rect.w - size) / 2, rect.y + (rect.h - size) / 2, size, size}, color,
               circle ? size / 2 : size / 16);
    size = circle ? size * 12 / 17 : size * 15 / 17;
  }
}

void draw_picture(Canvas& canvas, const std::optional<model::Picture>& picture, Rect rect,
                  Color tint, int radius) {
  if (picture && !picture->renditions.empty())
    canvas.picture(*picture, rect, placeholder(canvas.kit().style, tint), radius);
  else
    draw_motif(canvas, rect, tint, radius);
}

void draw_rings(Canvas& canvas, Rect board, Color ground, Color light) {
  canvas.box(board, ground);
  int size = std::min(board.w, board.h) * 19 / 20;
  for (int ring = 0; ring < 4; ++ring) {
    const bool circle = ring % 2 == 1;
    canvas.box({board.x + (board.w - size) / 2, board.y + (board.h - size) / 2, size, size},
               mix(ground, light, 0.025 * (ring + 1)), circle ? size / 2 : size / 16);
    size = circle ? size * 12 / 17 : size * 15 / 17;
  }
}

void draw_bell(Canvas& canvas, Rect board, Color ground, Color mark) {
  draw_rings(canvas, board, ground, mark);
  const int size = std::min(board.w, board.h) / 3;
  canvas.icon(Icon::notice,
              {board.x + (board.w - size) / 2, board.y + (board.h - size) / 2, size, size}, mark);
}

}  // namespace rohnamo::scene
