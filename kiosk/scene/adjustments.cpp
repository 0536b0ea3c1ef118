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

class Sheet {
 public:
  Sheet(Canvas& canvas, int width)
      : canvas_(&canvas),
        width_(width - 2 * pad()),
        third_((width_ - 2 * style().u(4)) / 3),
        half_((width_ - style().apart) / 2),
        rows_(fewest_rows()) {}

  [[nodiscard]] int height() const {
    return 2 * pad() + rows_ * style().primary + (rows_ - 1) * style().apart;
  }
  void draw(int x, int y) const {
    x += pad();
    y += pad();
    const int row = style().primary + style().apart;
    if (rows_ == 1) {
      const int next = third_ + style().u(4);
      sizes(x, third_, y);
      contrast(x + next, third_, y);
      done(x + 2 * next, third_, y);
    } else if (rows_ == 2) {
      sizes(x, width_, y);
      contrast(x, half_, y + row);
      done(x + half_ + style().apart, half_, y + row);
    } else {
      sizes(x, width_, y);
      contrast(x, width_, y + row);
      done(x, width_, y + 2 * row);
    }
  }

 private:
  [[nodiscard]] const Kit& kit() const { return canvas_->kit(); }
  [[nodiscard]] const Style& style() const { return kit().style; }
  [[nodiscard]] int pad() const { return style().u(3); }

  // Every control whole, with the steps between those of the size.
  [[nodiscard]] int fewest_rows() const {
    Button words = contrast_button();
    words.px = words.px * 7 / 8;
    const int least = button_width(kit(), words);
    if (!style().portrait && third_ >= std::max(least, style().u(48))) return 1;
    return half_ >= least ? 2 : 3;
  }

  [[nodiscard]] Button button(const char* target, const char* words, Icon icon, Look look) const {
    const text::Wording& wording = *kit().words;
    const std::string said = wording.knows(words) ? wording.say(words) : std::string();
    return {target, said, icon, false, look, style().primary, style().label};
  }

  [[nodiscard]] Button contrast_button() const {
    return button("contrast", "high_contrast", Icon::contrast,
                  style().sight.contrast ? Look::filled : Look::plain);
  }

  // A−, how large it is now, A+.
  void sizes(int at, int room, int y) const {
    const int side = style().u(16);
    const int step = style().sight.text_step;
    draw_button(*canvas_,
                button("smaller", "", Icon::smaller, step > 0 ? Look::plain : Look::spent),
                {at, y, side, style().primary});
    draw_steps(*canvas_, {at + side, y, room - 2 * side, style().primary});
    draw_button(
        *canvas_,
        button("larger", "", Icon::larger, step + 1 < text_steps ? Look::plain : Look::spent),
        {at + room - side, y, side, style().primary});
  }
  void contrast(int at, int room, int y) const {
    draw_button(*canvas_, contrast_button(), {at, y, room, style().primary});
  }
  void done(int at, int room, int y) const {
    draw_button(*canvas_, button("adjust", "done", Icon::check, Look::filled),
                {at, y, room, style().primary});
  }

  Canvas* canvas_;
  int width_, third_, half_;  // of all its controls, of three and of two beside each other
  int rows_;
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
  const int width = std::min(style.width - 2 * style.u(3), style.u(style.portrait ? 129 : 190));
  const Sheet sheet(canvas, width);
  const int edge = std::max(1, style.u(0.25));
  const Rect rect{(style.width - width) / 2, bottom - sheet.height(), width, sheet.height()};
  canvas.box(rect, style.color.line, style.u(3));
  canvas.box({rect.x + edge, rect.y + edge, rect.w - 2 * edge, rect.h - 2 * edge},
             style.color.panel, style.u(3) - edge);
  sheet.draw(rect.x, rect.y);
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
