#include "kiosk/scene/bottom_bar.hpp"

#include <algorithm>
#include <array>
#include <vector>

namespace rohnamo::scene {
namespace {

constexpr int most_dots = 12;

int dots_width(const Style& style, int total) {
  return (total - 1) * style.u(2.25) + style.u(3);
}

void draw_position(Canvas& canvas, const Surround& around, Rect rect) {
  const Style& style = canvas.kit().style;
  const int dot = style.u(1);
  int x = rect.right() - dots_width(style, around.total);
  for (int i = 1; i <= around.total; ++i) {
    const bool here = i == around.position;
    const int width = here ? style.u(3) : dot;
    canvas.box({x, rect.y + (rect.h - dot) / 2, width, dot},
               here ? style.color.tint : mix(style.color.paper, style.color.soft, 0.35), dot / 2);
    x += width + style.u(1.25);
  }
}

// On one line; on two where the bar has the height; else smaller, and cut at last.
text::Paragraph freshness_text(const Kit& kit, std::string_view words, Setting setting,
                               int height) {
  const Style& style = kit.style;
  auto text = set(kit, words, setting);
  if (!text.cut) return text;
  setting.lines = 2;
  setting.leading = 0.86;
  setting.balance = true;
  for (const int px : {style.caption, style.caption * 7 / 8}) {
    setting.px = px;
    text = set(kit, words, setting);
    if (!text.cut && !text.torn && text.height <= height) return text;
  }
  setting.px = style.caption * 3 / 4;
  setting.lines = 1;
  return set(kit, words, setting);
}

// The freshness line at the start, the position mark at the end.
void draw_status(Canvas& canvas, const Surround& around, Rect rect) {
  const Kit& kit = canvas.kit();
  const Style& style = kit.style;
  int room = rect.w;
  Setting setting;
  setting.px = style.caption;
  setting.lines = 1;
  const bool dots = around.total > 1 && around.total <= most_dots;
  if (around.position > 0 && dots && dots_width(style, around.total) <= rect.w) {
    draw_position(canvas, around, rect);
    room -= dots_width(style, around.total) + style.u(3);
  } else if (around.position > 0 && around.total > 1) {
    const auto words = set(kit,
                           kit.words->say("position", {{"n", std::int64_t{around.position}},
                                                       {"total", std::int64_t{around.total}}}),
                           setting);
    if (words.width > rect.w) return;
    canvas.line(words, {rect.right() - words.width, rect.y, words.width, rect.h}, style.color.soft);
    room -= words.width + style.u(3);
  }
  setting.width = room;
  if (room <= style.u(5)) return;
  for (const std::string& words : status_words(around)) {
    const auto text = freshness_text(kit, words, setting, rect.h);
    if (!text.cut) return canvas.line(text, {rect.x, rect.y, room, rect.h}, style.color.soft);
  }
}

std::vector<Button> controls(const Kit& kit, const Surround& around) {
  const auto& words = *kit.words;
  std::vector<Button> buttons;
  if (around.visiting) buttons.push_back({"back", words.say("back"), Icon::back, true});
  buttons.push_back({"home", words.say("stories"), Icon::list, true});
  buttons.push_back({"contacts", words.say("contacts"), Icon::phone, false});
  if (around.visiting) buttons.push_back({"close", words.say("close"), Icon::close, false});
  if (around.visiting) buttons.back().look = Look::filled;
  for (Button& button : buttons) {
    button.height = kit.style.u(9);
    button.px = kit.style.label;
    if (button.target == around.here) button.look = Look::current;
  }
  return buttons;
}

int row_width(const Kit& kit, const std::vector<Button>& buttons) {
  int width = -kit.style.apart;
  for (const Button& button : buttons) width += button_width(kit, button) + kit.style.apart;
  return width;
}

// Where the words need more than the room they are set smaller, then on two lines; then the icons
// say it alone: those first that all know.
void shorten(const Kit& kit, std::vector<Button>& buttons, int room) {
  if (row_width(kit, buttons) <= room) return;
  for (Button& button : buttons) button.px = button.px * 7 / 8;
  if (row_width(kit, buttons) <= room) return;
  for (Button& button : buttons) button.lines = 2;
  if (row_width(kit, buttons) <= room) return;
  for (Button& button : buttons) button.px = button.px * 6 / 7;
  for (const char* target : {"back", "home", "contacts", "close"})
    for (Button& button : buttons)
      if (button.target == target && row_width(kit, buttons) > room) button.words.clear();
}

Button adjust_button(const Kit& kit, const Surround& around) {
  return {"adjust",      "", Icon::text_size, false, around.adjusting ? Look::current : Look::plain,
          kit.style.u(9)};
}

Button pause_button(const Kit& kit, const Surround& around) {
  return {"pause", "",          around.paused ? Icon::play : Icon::pause,
          false,   Look::plain, kit.style.target};
}

// Of what is touched, in one row.
int row_height(const Style& style) {
  return style.u(style.compact ? 11 : 13);
}

// Landscape: one row. Gives its top.
int draw_wide_bottom(Canvas& canvas, const Surround& around) {
  const Kit& kit = canvas.kit();
  const Style& style = kit.style;
  const int height = around.attended ? row_height(style) : style.u(9);
  const int top = style.height - height;
  int start = style.margin;
  int end = style.width - style.margin;
  const auto place = [&](const Button& button, int x) {
    draw_button(canvas, button,
                {x, top + (height - button.height) / 2, button_width(kit, button), button.height});
  };
  if (around.attended) {
    auto buttons = controls(kit, around);
    shorten(kit, buttons,
            end - start - style.u(9) - 2 * style.apart -
                (around.visiting ? 0 : style.target + style.apart));
    if (around.visiting) {
      place(buttons.front(), start);
      start += button_width(kit, buttons.front()) + style.u(4);
      buttons.erase(buttons.begin());
    } else {
      place(pause_button(kit, around), start);
      start += style.target + style.u(4);
    }
    for (auto button = buttons.rbegin(); button != buttons.rend(); ++button) {
      end -= button_width(kit, *button);
      place(*button, end);
      end -= style.apart;
    }
    const Button adjust = adjust_button(kit, around);
    end -= button_width(kit, adjust);
    place(adjust, end);
    end -= style.u(3);
  }
  draw_status(canvas, around, {start, top, end - start, height});
  return top;
}

// As wide as the panel, side by side.
void draw_button_row(Canvas& canvas, std::vector<Button> buttons, int y) {
  const Kit& kit = canvas.kit();
  const Style& style = kit.style;
  const int edge = style.u(3);
  const int room = style.width - 2 * edge;
  shorten(kit, buttons, room);
  const auto widths = fill_row(kit, buttons, room, style.apart);
  int x = edge;
  for (std::size_t i = 0; i < buttons.size(); ++i) {
    draw_button(canvas, buttons[i], {x, y, widths[i], style.u(9)});
    x += widths[i] + style.apart;
  }
}

// The status line of a portrait page, between what pauses it and what sets its text.
void draw_tall_status(Canvas& canvas, const Surround& around, Rect line) {
  const Kit& kit = canvas.kit();
  const Style& style = kit.style;
  const auto beside = [&](const Button& button, int x) {
    draw_button(canvas, button,
                {x, line.y + (line.h - button.height) / 2, button.height, button.height});
    line.w -= button.height + style.u(2);
  };
  if (around.attended && !around.visiting) {
    const Button pause = pause_button(kit, around);
    beside(pause, line.x);
    line.x += pause.height + style.u(2);
  }
  if (around.attended) {
    const Button adjust = adjust_button(kit, around);
    beside(adjust, line.right() - adjust.height);
  }
  draw_status(canvas, around, line);
}

// Portrait: the status line, and below it the controls side by side. On a small panel a visitor has
// the room of the line for what they read.
int draw_tall_bottom(Canvas& canvas, const Surround& around) {
  const Kit& kit = canvas.kit();
  const Style& style = kit.style;
  auto buttons = around.attended ? controls(kit, around) : std::vector<Button>();
  const bool one_row = style.compact && around.visiting;
  if (one_row) buttons.insert(std::prev(buttons.end()), adjust_button(kit, around));
  const int status = one_row ? style.u(2) : style.u(around.attended ? 11.5 : 10);
  const int top = style.height - status - (around.attended ? style.u(12) : 0);
  if (!one_row)
    draw_tall_status(canvas, around, {style.margin, top, style.width - 2 * style.margin, status});
  if (around.attended) draw_button_row(canvas, std::move(buttons), top + status);
  return top;
}

// One row in either orientation: the way back, what is said, the end. Gives its top.
int draw_staff_bottom(Canvas& canvas, const Surround& around) {
  const Kit& kit = canvas.kit();
  const Style& style = kit.style;
  const int height = row_height(style);
  const int top = style.height - height;
  const auto button = [&](const char* name, Icon icon, Look look) {
    return Button{name, kit.words->say(name), icon, true, look, style.u(9), style.label};
  };
  const Button close = button("close", Icon::close, Look::filled);
  int start = style.margin;
  const int end = style.width - style.margin - button_width(kit, close);
  const int y = top + (height - close.height) / 2;
  draw_button(canvas, close, {end, y, button_width(kit, close), close.height});
  if (around.back) {
    const Button back = button("back", Icon::back, Look::plain);
    draw_button(canvas, back, {start, y, button_width(kit, back), back.height});
    start += button_width(kit, back) + style.u(4);
  }
  draw_status(canvas, around, {start, top, end - style.u(3) - start, height});
  return top;
}

}  // namespace

std::vector<std::string> status_words(const Surround& around) {
  if (around.clock.empty() && around.freshness.empty()) return {};
  if (around.clock.empty() || around.freshness.empty()) return {around.clock + around.freshness};
  return {around.clock + " \u00b7 " + around.freshness, around.clock};
}

int draw_bottom_bar(Canvas& canvas, const Surround& around) {
  if (around.staff) return draw_staff_bottom(canvas, around);
  return canvas.kit().style.portrait ? draw_tall_bottom(canvas, around)
                                     : draw_wide_bottom(canvas, around);
}

}  // namespace rohnamo::scene
