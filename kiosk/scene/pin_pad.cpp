#include <algorithm>
#include <array>

#include "kiosk/scene/staff.hpp"

namespace rohnamo::scene {
namespace {

struct Pad {
  int x, y, key_width, key_height, gap;

  // Keys stand as on a telephone, whichever way the page is read: the canvas mirrors them twice.
  [[nodiscard]] Rect key(int column, int row, bool mirrored) const {
    const int place = mirrored ? 2 - column : column;
    return {x + place * (key_width + gap), y + row * (key_height + gap), key_width, key_height};
  }
};

std::string digit_words(const Kit& kit, int digit) {
  if (!kit.words->knows("countdown")) return std::to_string(digit);
  return kit.words->say("countdown", {{"n", std::int64_t{digit}}});
}

void draw_keys(Canvas& canvas, const Pad& pad) {
  const Style& style = canvas.kit().style;
  const auto key = [&](const std::string& target, const std::string& words,
                       std::optional<Icon> icon, Look look, int column, int row) {
    draw_button(canvas, {target, words, icon, false, look, pad.key_height, style.title},
                pad.key(column, row, style.mirrored()));
  };
  for (int digit = 1; digit <= 9; ++digit)
    key("digit:" + std::to_string(digit), digit_words(canvas.kit(), digit), {}, Look::plain,
        (digit - 1) % 3, (digit - 1) / 3);
  key("erase", "", Icon::erase, Look::plain, 0, 3);
  key("digit:0", digit_words(canvas.kit(), 0), {}, Look::plain, 1, 3);
  key("enter", "", Icon::check, Look::filled, 2, 3);
}

// A dot for each digit that was entered, a line for each that a PIN has at least.
void draw_digits(Canvas& canvas, std::size_t digits, Rect rect) {
  const Style& style = canvas.kit().style;
  const int dot = style.u(3);
  const int gap = style.u(2);
  const auto places = static_cast<int>(std::max<std::size_t>(digits, 4));
  int x = rect.x + (rect.w - places * dot - (places - 1) * gap) / 2;
  for (int i = 0; i < places; ++i, x += dot + gap) {
    const bool entered = i < static_cast<int>(digits);
    const int height = entered ? dot : style.u(0.5);
    canvas.box({x, rect.y + (rect.h - height) / 2, dot, height},
               entered ? style.color.tint : style.color.soft, height / 2);
  }
}

// Of what is asked: at best, and where the keys need the room.
int head_height(const Style& style) {
  return style.u(26);
}
int least_head_height(const Style& style) {
  return style.u(22);
}

// What is asked, how much of it was entered, and what is wrong.
void draw_question(Canvas& canvas, const PinPad& pad, Rect rect) {
  const Kit& kit = canvas.kit();
  const Style& style = kit.style;
  Setting setting;
  setting.width = rect.w;
  setting.align = text::Align::center;
  setting.lines = 1;
  setting.weight = text::Weight::bold;
  const std::array titles{style.heading, style.lead, style.label};
  canvas.line(fit(kit, kit.words->say("staff_pin"), setting, titles),
              {rect.x, rect.y, rect.w, style.u(9)}, style.color.ink);
  draw_digits(canvas, pad.digits, {rect.x, rect.y + style.u(9), rect.w, style.u(6)});
  const Rect below{rect.x, rect.y + style.u(15), rect.w, rect.h - style.u(15)};
  setting.weight = text::Weight::regular;
  setting.lines = 2;
  setting.leading = 0.9;
  setting.balance = true;
  const std::array sizes{style.label, style.caption, style.caption * 7 / 8, style.caption * 3 / 4};
  canvas.line(fit(kit, pad.message, setting, sizes, below.h), below,
              pad.wrong ? style.color.urgent : style.color.soft);
}

// Landscape: the question at the start, the keys beside it.
void draw_wide(Canvas& canvas, const PinPad& pad, Rect page) {
  const Style& style = canvas.kit().style;
  Pad keys{};
  keys.gap = style.apart;
  const int inner = page.w - 2 * style.margin;
  keys.key_width = std::min((inner * 55 / 100 - 2 * keys.gap) / 3, style.u(24));
  keys.key_height =
      std::min((page.h - 2 * style.u(style.compact ? 0.25 : 4) - 3 * keys.gap) / 4, style.u(18));
  const int width = 3 * keys.key_width + 2 * keys.gap;
  const int air = style.u(style.compact ? 3 : 8);
  const int side = std::min(inner - width - air, style.u(80));
  const int x = style.margin + (inner - width - air - side) / 2;
  keys.x = x + side + air;
  keys.y = page.y + (page.h - 4 * keys.key_height - 3 * keys.gap) / 2;
  const int head = head_height(style);
  draw_question(canvas, pad, {x, page.y + (page.h - head) / 2, side, head});
  if (pad.open) draw_keys(canvas, keys);
}

void draw_tall(Canvas& canvas, const PinPad& pad, Rect page) {
  const Style& style = canvas.kit().style;
  Pad keys{};
  keys.gap = style.apart;
  keys.key_width = std::min((page.w - 2 * style.margin - 2 * keys.gap) / 3, style.u(30));
  const int room = page.h - style.u(1) - 3 * keys.gap;
  const int head =
      std::clamp(room - 4 * style.primary, least_head_height(style), head_height(style));
  keys.key_height = std::min((room - head) / 4, style.u(20));
  const int width = 3 * keys.key_width + 2 * keys.gap;
  const int height = head + 4 * keys.key_height + 3 * keys.gap;
  const int y = page.y + std::max(0, (page.h - height) / 2);
  keys.x = (style.width - width) / 2;
  keys.y = y + head;
  draw_question(canvas, pad, {style.margin, y, page.w - 2 * style.margin, head});
  if (pad.open) draw_keys(canvas, keys);
}

}  // namespace

Rect staff_corner(const Panel& panel, bool right_to_left) {
  const int side = static_cast<int>(13 * panel.unit());
  return {right_to_left ? panel.width - side : 0, 0, side, side};
}

Scene pin_pad(const Kit& kit, const Surround& around, const PinPad& pad) {
  Canvas canvas(kit);
  const Rect page =
      draw_titled(canvas, around, kit.words->say("staff_title"), kit.style.color.tint);
  if (kit.style.portrait)
    draw_tall(canvas, pad, page);
  else
    draw_wide(canvas, pad, page);
  return canvas.finish();
}

}  // namespace rohnamo::scene
