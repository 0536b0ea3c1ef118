#include "kiosk/scene/surround.hpp"

#include <algorithm>
#include <array>
#include <vector>

namespace rohnamo::scene {
namespace {

constexpr int most_dots = 12;

// ---- the languages

struct Pill {
  const model::Language* language;
  text::Paragraph name;
  int width;
};

std::vector<Pill> language_pills(const Kit& kit, int px, int padding) {
  std::vector<Pill> pills;
  for (const model::Language& language : kit.channel->languages) {
    Setting setting;
    setting.px = px;
    setting.language = language.code;
    setting.direction = language.direction;
    setting.weight = text::Weight::bold;
    Pill pill{&language, set(kit, language.name, setting), 0};
    pill.width = std::max(pill.name.width + 2 * padding, kit.style.target);
    pills.push_back(std::move(pill));
  }
  return pills;
}

int bar_width(const Kit& kit, const std::vector<Pill>& pills) {
  int width = -kit.style.apart;
  for (const Pill& pill : pills) width += pill.width + kit.style.apart;
  return width;
}

// All in one row where that can be: with less air first, then in smaller type.
std::vector<Pill> language_pills(const Kit& kit, int room) {
  const Style& style = kit.style;
  auto pills = language_pills(kit, style.label, style.u(2.5));
  if (bar_width(kit, pills) <= room) return pills;
  for (const int px : {style.label, style.label * 7 / 8}) {
    auto slimmer = language_pills(kit, px, style.u(1.5));
    if (bar_width(kit, slimmer) <= room) return slimmer;
  }
  return pills;
}

void draw_pill(Canvas& canvas, const Pill& pill, Rect rect) {
  const Style& style = canvas.kit().style;
  const bool chosen = pill.language->code == canvas.kit().words->language();
  if (chosen) canvas.box(rect, style.color.tint, rect.h / 2);
  canvas.target("language:" + pill.language->code, rect, rect.h / 2);
  const Color color = chosen ? style.color.on_tint : style.color.ink;
  const int x = rect.x + (rect.w - pill.name.width) / 2;
  canvas.line(pill.name, {x, rect.y, pill.name.width, rect.h}, color);
}

// Rows of pills, each row as wide as the bar; gives the y below.
int draw_language_rows(Canvas& canvas, const std::vector<Pill>& pills, Rect bar) {
  const Style& style = canvas.kit().style;
  std::size_t first = 0;
  int y = bar.y;
  while (first < pills.size()) {
    int natural = pills[first].width;
    std::size_t last = first + 1;
    while (last < pills.size() && natural + style.apart + pills[last].width <= bar.w)
      natural += style.apart + pills[last++].width;
    const auto count = static_cast<int>(last - first);
    const int grow = std::min((bar.w - natural) / count, style.u(8));
    int x = bar.x + (bar.w - natural - grow * count) / 2;
    for (; first < last; ++first) {
      const int width = std::min(pills[first].width + grow, bar.w);
      draw_pill(canvas, pills[first], {x, y, width, style.target});
      x += width + style.apart;
    }
    y += style.target + style.apart;
  }
  return y - style.apart;
}

// ---- the masthead

Setting masthead_setting(const Kit& kit, text::Weight weight, int width) {
  Setting setting;
  setting.width = width;
  setting.lines = 1;
  setting.leading = kit.style.mirrored() ? 0.78 : 0.86;  // two lines of tall letters in one bar
  setting.weight = weight;
  return setting;
}

int masthead_start(const Style& style) {
  return style.u(3);
}

// The width at which neither line is cut or set smaller.
int masthead_width(const Kit& kit) {
  Setting bold = masthead_setting(kit, text::Weight::bold, 0);
  bold.px = kit.style.label;
  Setting regular = masthead_setting(kit, text::Weight::regular, 0);
  regular.px = kit.style.caption;
  return masthead_start(kit.style) + kit.style.u(1) +
         std::max(set(kit, kit.pick(kit.channel->name), bold).width,
                  set(kit, kit.pick(kit.channel->organisation), regular).width);
}

void draw_masthead(Canvas& canvas, Rect rect) {
  const Kit& kit = canvas.kit();
  const Style& style = kit.style;
  const int bar = style.u(0.75);
  const int mark = style.u(7);
  canvas.box({rect.x, rect.y + (rect.h - mark) / 2, bar, mark}, style.color.tint, bar / 2);
  const int x = rect.x + masthead_start(style);
  const int width = rect.right() - x;
  const std::array names{style.label, style.label * 7 / 8, style.caption};
  const auto name = fit(kit, kit.pick(kit.channel->name),
                        masthead_setting(kit, text::Weight::bold, width), names);
  const std::array organisations{style.caption, style.caption * 7 / 8};
  const auto above = fit(kit, kit.pick(kit.channel->organisation),
                         masthead_setting(kit, text::Weight::regular, width), organisations);
  const int y = rect.y + (rect.h - name.height - above.height) / 2;
  canvas.text(above, x, y, width, style.color.soft);
  canvas.text(name, x, y + above.height, width, style.color.ink);
}

// Gives the y below.
int draw_head(Canvas& canvas, bool attended) {
  const Kit& kit = canvas.kit();
  const Style& style = kit.style;
  const int height = style.u(13);
  const int slim = style.u(3);
  const auto pills = attended ? language_pills(kit, style.width - 2 * slim) : std::vector<Pill>();
  const int wide = pills.empty() ? 0 : bar_width(kit, pills);
  const int room = style.width - 2 * style.margin;
  const bool beside = !style.portrait && wide + style.u(6) + masthead_width(kit) <= room;
  const int own = beside && wide > 0 ? room - wide - style.u(6) : room;
  draw_masthead(canvas, {style.margin, 0, own, height});
  if (pills.empty()) return height;
  if (beside) {
    const Rect bar{style.width - style.margin - wide, (height - style.target) / 2, wide,
                   style.target};
    draw_language_rows(canvas, pills, bar);
    return height;
  }
  return draw_language_rows(canvas, pills, {slim, height, style.width - 2 * slim, 0}) + style.u(2);
}

// ---- the notice bar

// Where it can be touched, one line that leads to the notice; else the notice itself on two.
int draw_notice(Canvas& canvas, const NoticeBar& notice, bool attended, int y) {
  const Kit& kit = canvas.kit();
  const Style& style = kit.style;
  const Rect rect{0, y, style.width, attended ? style.target : style.u(11)};
  const Color ground = notice.urgent ? style.color.urgent : style.color.notice;
  const Color ink = notice.urgent ? style.color.on_tint : style.color.notice_ink;
  const int icon = style.u(4);
  const int x = style.margin + icon + style.u(2);
  canvas.box(rect, ground);
  canvas.icon(Icon::notice, {style.margin, y + (rect.h - icon) / 2, icon, icon}, ink);
  Setting setting;
  setting.weight = text::Weight::bold;
  setting.lines = attended ? 1 : 2;
  setting.leading = attended ? 1.0 : 0.86;
  setting.width = style.width - style.margin - x - style.u(6);
  setting.language = notice.language;
  const std::array sizes{style.label, style.caption};
  const bool more = !attended && !notice.summary.empty();
  const std::string words = more ? notice.title + "\n" + notice.summary : notice.title;
  canvas.line(fit(kit, words, setting, sizes), {x, y, setting.width, rect.h}, ink);
  if (!attended) return rect.bottom();
  canvas.icon(Icon::forward,
              {style.width - style.margin - icon, y + (rect.h - icon) / 2, icon, icon}, ink, true);
  canvas.target(notice.target, rect);
  return rect.bottom();
}

// ---- the bottom bar

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
    if (!text.cut && text.height <= height) return text;
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
  if (around.position > 0 && around.total > 1 && around.total <= most_dots) {
    draw_position(canvas, around, rect);
    room -= dots_width(style, around.total) + style.u(3);
  } else if (around.position > 0 && around.total > most_dots) {
    const auto words = set(kit,
                           kit.words->say("position", {{"n", std::int64_t{around.position}},
                                                       {"total", std::int64_t{around.total}}}),
                           setting);
    canvas.line(words, {rect.right() - words.width, rect.y, words.width, rect.h}, style.color.soft);
    room -= words.width + style.u(3);
  }
  setting.width = room;
  if (around.freshness.empty() || room <= style.u(12)) return;
  canvas.line(freshness_text(kit, around.freshness, setting, rect.h),
              {rect.x, rect.y, room, rect.h}, style.color.soft);
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

Button adjust_button(const Kit& kit, const Surround& around) {
  return {"adjust",      "", Icon::text_size, false, around.adjusting ? Look::current : Look::plain,
          kit.style.u(9)};
}

Button pause_button(const Kit& kit, const Surround& around) {
  return {"pause", "",          around.paused ? Icon::play : Icon::pause,
          false,   Look::plain, kit.style.target};
}

// Landscape: one row. Gives its top.
int draw_wide_bottom(Canvas& canvas, const Surround& around) {
  const Kit& kit = canvas.kit();
  const Style& style = kit.style;
  const int height = style.u(around.attended ? 13 : 9);
  const int top = style.height - height;
  int start = style.margin;
  int end = style.width - style.margin;
  const auto place = [&](const Button& button, int x) {
    draw_button(canvas, button,
                {x, top + (height - button.height) / 2, button_width(kit, button), button.height});
  };
  if (around.attended) {
    auto buttons = controls(kit, around);
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

// Portrait: the status line, and below it the controls side by side.
int draw_tall_bottom(Canvas& canvas, const Surround& around) {
  const Kit& kit = canvas.kit();
  const Style& style = kit.style;
  const int status = style.u(around.attended ? 11.5 : 7);
  const int row = around.attended ? style.u(12) : 0;
  const int top = style.height - status - row;
  Rect line{style.margin, top, style.width - 2 * style.margin, status};
  if (!around.attended) {
    draw_status(canvas, around, line);
    return top;
  }
  if (!around.visiting) {
    const Button pause = pause_button(kit, around);
    draw_button(canvas, pause,
                {line.x, top + (status - pause.height) / 2, pause.height, pause.height});
    line.x += pause.height + style.u(2);
    line.w -= pause.height + style.u(2);
  }
  const Button adjust = adjust_button(kit, around);
  line.w -= adjust.height;
  draw_button(canvas, adjust,
              {line.right(), top + (status - adjust.height) / 2, adjust.height, adjust.height});
  line.w -= style.u(2);
  draw_status(canvas, around, line);
  const auto buttons = controls(kit, around);
  std::vector<int> widths;
  int natural = -style.apart;
  for (const Button& button : buttons) {
    widths.push_back(button_width(kit, button));
    natural += widths.back() + style.apart;
  }
  const int edge = style.u(3);
  const auto count = static_cast<int>(buttons.size());
  const int grow = (style.width - 2 * edge - natural) / count;
  int x = edge;
  for (std::size_t i = 0; i < buttons.size(); ++i) {
    const int width = widths[i] + grow;
    draw_button(canvas, buttons[i], {x, top + status, width, style.u(9)});
    x += width + style.apart;
  }
  return top;
}

}  // namespace

Rect draw_surround(Canvas& canvas, const Surround& around) {
  const Style& style = canvas.kit().style;
  int top = draw_head(canvas, around.attended);
  if (around.notice) top = draw_notice(canvas, *around.notice, around.attended, top);
  const int bottom =
      style.portrait ? draw_tall_bottom(canvas, around) : draw_wide_bottom(canvas, around);
  const int hair = std::max(1, style.u(0.125));
  canvas.box({0, top, style.width, hair}, style.color.line);
  canvas.box({0, bottom - hair, style.width, hair}, style.color.line);
  return {0, top + hair, style.width, bottom - top - 2 * hair};
}

}  // namespace rohnamo::scene
