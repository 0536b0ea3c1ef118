#include <algorithm>
#include <array>
#include <iterator>

#include "kiosk/scene/pages.hpp"

namespace rohnamo::scene {
namespace {

// Bars that rise, as many filled as the text has grown; in the middle of the rectangle.
void draw_steps(Canvas& canvas, Rect rect) {
  const Style& style = canvas.kit().style;
  const int bar = style.u(2);
  const int gap = style.u(1);
  int x = rect.x + (rect.w - text_steps * bar - (text_steps - 1) * gap) / 2;
  for (int i = 0; i < text_steps; ++i) {
    const int height = style.u(2.5 + i);
    const bool reached = i <= style.sight.text_step;
    canvas.box({x, rect.y + (rect.h + style.u(6.5)) / 2 - height, bar, height},
               reached ? style.color.tint : style.color.line, style.u(0.5));
    x += bar + gap;
  }
}

// The surround stays in use; on the page itself any touch puts the sheet away.
bool stays(const Target& target) {
  constexpr std::array<std::string_view, 5> names{"back", "home", "contacts", "close", "pause"};
  return target.name.starts_with("language:") || std::ranges::count(names, target.name) > 0;
}

struct Sheet {
  Canvas* canvas;
  int x, width;

  [[nodiscard]] const Style& style() const { return canvas->kit().style; }

  [[nodiscard]] Button button(const char* target, const char* words, Icon icon, Look look) const {
    const text::Wording& wording = *canvas->kit().words;
    const std::string said = wording.knows(words) ? wording.say(words) : std::string();
    return {target, said, icon, false, look, style().primary, style().label};
  }

  // A−, how large it is now, A+.
  void sizes(int at, int room, int y) const {
    const int side = style().u(16);
    draw_button(*canvas, button("smaller", "", Icon::smaller, Look::plain),
                {at, y, side, style().primary});
    draw_steps(*canvas, {at + side, y, room - 2 * side, style().primary});
    draw_button(*canvas, button("larger", "", Icon::larger, Look::plain),
                {at + room - side, y, side, style().primary});
  }
  void contrast(int at, int room, int y) const {
    const Look look = style().sight.contrast ? Look::filled : Look::plain;
    draw_button(*canvas, button("contrast", "high_contrast", Icon::contrast, look),
                {at, y, room, style().primary});
  }
  void done(int at, int room, int y) const {
    draw_button(*canvas, button("adjust", "done", Icon::check, Look::filled),
                {at, y, room, style().primary});
  }
};

}  // namespace

void draw_adjustments(Scene& scene, const Kit& kit) {
  const Style& style = kit.style;
  Canvas canvas(kit);
  canvas.begin_over();
  int bottom = style.height;  // the top of the controls at the foot
  for (const Target& target : scene.targets)
    if (stays(target) || target.name == "adjust")
      if (target.rect.y > style.height / 2) bottom = std::min(bottom, target.rect.y);
  bottom -= style.u(style.low_controls ? 1.75 : 3.5);
  const int pad = style.u(3);
  const int edge = std::max(1, style.u(0.25));
  const int rows = style.portrait ? 2 : 1;
  const int height = 2 * pad + rows * style.primary + (rows - 1) * style.apart;
  const int width = std::min(style.width - 2 * style.u(3), style.u(style.portrait ? 129 : 190));
  const Rect rect{(style.width - width) / 2, bottom - height, width, height};
  canvas.box(rect, style.color.line, style.u(3));
  canvas.box({rect.x + edge, rect.y + edge, rect.w - 2 * edge, rect.h - 2 * edge},
             style.color.panel, style.u(3) - edge);
  const Sheet sheet{&canvas, rect.x + pad, rect.w - 2 * pad};
  const int y = rect.y + pad;
  if (style.portrait) {
    const int half = (sheet.width - style.apart) / 2;
    sheet.sizes(sheet.x, sheet.width, y);
    const int below = y + style.primary + style.apart;
    sheet.contrast(sheet.x, half, below);
    sheet.done(sheet.x + half + style.apart, half, below);
  } else {
    const int third = (sheet.width - 2 * style.u(4)) / 3;
    sheet.sizes(sheet.x, third, y);
    sheet.contrast(sheet.x + third + style.u(4), third, y);
    sheet.done(sheet.x + 2 * (third + style.u(4)), third, y);
  }
  Scene drawn = canvas.finish();
  scene.over.insert(scene.over.end(), std::make_move_iterator(drawn.over.begin()),
                    std::make_move_iterator(drawn.over.end()));
  std::erase_if(scene.targets, [](const Target& target) { return !stays(target); });
  scene.targets.insert(scene.targets.begin(),
                       Target{"adjust", {0, 0, style.width, style.height}, false, 0});
  scene.targets.insert(scene.targets.end(), std::make_move_iterator(drawn.targets.begin()),
                       std::make_move_iterator(drawn.targets.end()));
}

}  // namespace rohnamo::scene
