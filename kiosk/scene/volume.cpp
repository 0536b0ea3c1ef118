#include "kiosk/scene/volume.hpp"

#include "kiosk/deck/narration.hpp"

namespace rohnamo::scene {
namespace {

constexpr double widest_level = 15, narrowest_level = 9;  // units

// Bars that rise, as many filled as it is loud; in the middle of the rectangle.
void draw_level(Canvas& canvas, int volume, Rect rect) {
  const Style& style = canvas.kit().style;
  const int bar = style.u(1.75);
  const int gap = style.u(0.75);
  int x = rect.x + (rect.w - deck::volume_steps * bar - (deck::volume_steps - 1) * gap) / 2;
  for (int step = 1; step <= deck::volume_steps; ++step) {
    const int height = style.u(1 + step);
    canvas.box({x, rect.y + (rect.h + style.u(6)) / 2 - height, bar, height},
               step <= volume ? style.color.tint : style.color.line, style.u(0.4));
    x += bar + gap;
  }
}

}  // namespace

int widest_volume(const Style& style) {
  return 2 * style.primary + style.u(widest_level);
}

int narrowest_volume(const Style& style) {
  return 2 * style.primary + style.u(narrowest_level);
}

void draw_volume(Canvas& canvas, int volume, Rect row) {
  const Style& style = canvas.kit().style;
  const int side = style.primary;
  const auto button = [&](const char* target, Icon icon, bool more, int x) {
    const Look look = more ? Look::plain : Look::spent;
    draw_button(canvas, {target, {}, icon, false, look, side, style.label}, {x, row.y, side, side});
  };
  button("quieter", Icon::quieter, volume > 1, row.x);
  draw_level(canvas, volume, {row.x + side, row.y, row.w - 2 * side, side});
  button("louder", Icon::louder, volume < deck::volume_steps, row.right() - side);
}

}  // namespace rohnamo::scene
