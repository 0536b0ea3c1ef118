#include "kiosk/scene/surround.hpp"

#include <algorithm>
#include <array>

#include "kiosk/scene/bottom_bar.hpp"
#include "kiosk/scene/language_bar.hpp"
#include "kiosk/scene/motif.hpp"

namespace rohnamo::scene {
namespace {

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
  const std::array names{style.label, style.label * 7 / 8, style.caption, style.caption * 7 / 8,
                         style.caption * 3 / 4};
  const auto name = fit(kit, kit.pick(kit.channel->name),
                        masthead_setting(kit, text::Weight::bold, width), names);
  // Never larger than the name.
  const int largest =
      name.runs.empty() ? style.caption : std::min(style.caption, name.runs.front().px);
  const std::array organisations{largest, largest * 7 / 8, largest * 3 / 4};
  const auto above = fit(kit, kit.pick(kit.channel->organisation),
                         masthead_setting(kit, text::Weight::regular, width), organisations);
  // The name says it alone where the organisation's would be cut.
  const int height = above.cut ? 0 : above.height;
  const int y = rect.y + (rect.h - name.height - height) / 2;
  if (!above.cut) canvas.text(above, x, y, width, style.color.soft);
  canvas.text(name, x, y + height, width, style.color.ink);
}

// On one line at the end of the masthead's, where a language bar below it leaves the room; gives
// whether it is there.
bool draw_freshness(Canvas& canvas, const Surround& around, int height) {
  const Kit& kit = canvas.kit();
  const Style& style = kit.style;
  const int start = style.margin + masthead_width(kit) + style.u(6);
  Setting setting;
  setting.px = style.caption;
  setting.lines = 1;
  setting.width = style.width - style.margin - start;
  setting.align = text::Align::end;
  if (setting.width <= 0) return false;
  for (const std::string& words : status_words(around)) {
    const auto line = set(kit, words, setting);
    if (line.cut) continue;
    canvas.line(line, {start, 0, setting.width, height}, style.color.soft);
    return true;
  }
  return false;
}

struct Head {
  int bottom;
  bool fresh;  // it says how fresh the page is
};

// The languages beside the masthead where there is room, else below it.
Head draw_head(Canvas& canvas, const Surround& around, bool languages) {
  const Kit& kit = canvas.kit();
  const Style& style = kit.style;
  const int height = style.u(13);
  const int slim = style.u(3);
  const int room = style.width - 2 * style.margin;
  const LanguageBar bar(kit, style.width - 2 * slim);
  const int wide = bar.width();
  const int gap = style.u(6);
  if (languages && !style.portrait && wide + gap + masthead_width(kit) <= room) {
    draw_masthead(canvas, {style.margin, 0, room - wide - gap, height});
    bar.draw(canvas, {style.width - style.margin - wide, (height - style.target) / 2, wide, 0});
    return {height, false};
  }
  // On a small panel those who know where they are have the masthead's room for what they came for.
  if (languages && style.compact && (around.staff || around.visiting || around.stick))
    return {bar.draw(canvas, {slim, slim / 2, style.width - 2 * slim, 0}) + style.u(1), false};
  const int own = languages && style.compact ? style.u(style.portrait ? 12 : 10.5) : height;
  draw_masthead(canvas, {style.margin, 0, room, own});
  const bool fresh = languages && !style.portrait && draw_freshness(canvas, around, own);
  if (!languages) return {own, fresh};
  return {bar.draw(canvas, {slim, own, style.width - 2 * slim, 0}) + style.u(style.compact ? 1 : 2),
          fresh};
}

// ---- the notice bar

int notice_height(const Style& style, bool attended) {
  return attended ? style.target : style.u(11);
}

// Where it can be touched, its title, which leads to it: on one line, or on two where that would
// cut it.
text::Paragraph notice_title(const Kit& kit, const NoticeBar& notice, Setting setting, int height) {
  const Style& style = kit.style;
  setting.lines = 1;
  const std::array sizes{style.label, style.caption};
  auto title = fit(kit, notice.title, setting, sizes);
  if (!title.cut) return title;
  setting.lines = 2;
  setting.leading = 0.86;
  setting.balance = true;
  const std::array small{style.caption, style.caption * 7 / 8};
  return fit(kit, notice.title, setting, small, height);
}

// With nobody to touch it: what it says, on two lines.
text::Paragraph notice_words(const Kit& kit, const NoticeBar& notice, Setting setting) {
  const Style& style = kit.style;
  setting.lines = 2;
  setting.leading = 0.86;
  const std::array sizes{style.label, style.caption};
  const std::string below = notice.summary.empty() ? std::string() : "\n" + notice.summary;
  return fit(kit, notice.title + below, setting, sizes);
}

// Gives the y below.
int draw_notice(Canvas& canvas, const NoticeBar& notice, bool attended, int y) {
  const Kit& kit = canvas.kit();
  const Style& style = kit.style;
  const Rect rect{0, y, style.width, notice_height(style, attended)};
  const Color ground = notice.urgent ? style.color.urgent : style.color.notice;
  const Color ink = notice.urgent ? style.color.on_tint : style.color.notice_ink;
  const int icon = style.u(4);
  const int x = style.margin + icon + style.u(2);
  canvas.box(rect, ground);
  canvas.icon(Icon::notice, {style.margin, y + (rect.h - icon) / 2, icon, icon}, ink);
  Setting setting;
  setting.weight = text::Weight::bold;
  setting.width = style.width - style.margin - x - style.u(6);
  setting.language = notice.language;
  const auto words =
      attended ? notice_title(kit, notice, setting, rect.h) : notice_words(kit, notice, setting);
  canvas.line(words, {x, y, setting.width, rect.h}, ink);
  if (!attended) return rect.bottom();
  canvas.icon(Icon::forward,
              {style.width - style.margin - icon, y + (rect.h - icon) / 2, icon, icon}, ink, true);
  canvas.target(notice.target, rect);
  return rect.bottom();
}

// ---- the bar of a stick

// Gives the y below.
int draw_stick(Canvas& canvas, const StickBar& stick, int y) {
  const Kit& kit = canvas.kit();
  const Style& style = kit.style;
  const int icon = style.u(5);
  const int x = style.margin + icon + style.u(2);
  Setting setting;
  setting.weight = text::Weight::bold;
  setting.width = style.width - style.margin - x;
  setting.lines = 2;
  setting.leading = 0.86;
  setting.balance = true;
  setting.px = style.caption;
  const std::array sizes{style.lead, style.label, style.caption};
  auto words = fit(kit, stick.words, setting, sizes);
  if (words.cut) {
    setting.lines = 3;
    words = set(kit, stick.words, setting);
  }
  const Rect rect{0, y, style.width, std::max(style.target, words.height + style.u(1.5))};
  canvas.box(rect, style.color.tint);
  canvas.icon(stick.icon, {style.margin, y + (rect.h - icon) / 2, icon, icon}, style.color.on_tint);
  canvas.line(words, {x, y, setting.width, rect.h}, style.color.on_tint);
  if (!stick.share) return rect.bottom();
  const int line = style.u(1);
  const auto done = static_cast<int>(style.width * std::clamp(*stick.share, 0.0, 1.0));
  canvas.box({0, rect.bottom(), style.width, line},
             mix(style.color.tint, style.color.on_tint, 0.35));
  canvas.box({0, rect.bottom(), done, line}, style.color.on_tint);
  return rect.bottom() + line;
}

// Above the bottom bar; gives its top.
int draw_low_languages(Canvas& canvas, int bottom) {
  const Style& style = canvas.kit().style;
  const int slim = style.u(3);
  const Rect room{slim, 0, style.width - 2 * slim, 0};
  const LanguageBar bar(canvas.kit(), room.w);
  const int top = bottom - bar.height(room.w) - 2 * style.u(1.5);
  bar.draw(canvas, {room.x, top + style.u(1.5), room.w, 0});
  return top;
}

}  // namespace

Rect draw_surround(Canvas& canvas, const Surround& around) {
  const Style& style = canvas.kit().style;
  const bool low = style.low_controls && around.attended;
  const Head head = draw_head(canvas, around, around.attended && !low);
  int top = head.bottom;
  if (around.notice && !low) top = draw_notice(canvas, *around.notice, around.attended, top);
  if (around.stick) top = draw_stick(canvas, *around.stick, top);
  Surround below = around;
  if (head.fresh) {
    below.clock.clear();
    below.freshness.clear();
  }
  int bottom = draw_bottom_bar(canvas, below);
  if (low) bottom = draw_low_languages(canvas, bottom);
  if (around.notice && low) {
    bottom -= notice_height(style, true);
    draw_notice(canvas, *around.notice, true, bottom);
  }
  const int hair = std::max(1, style.u(0.125));
  canvas.box({0, top, style.width, hair}, style.color.line);
  canvas.box({0, bottom - hair, style.width, hair}, style.color.line);
  return {0, top + hair, style.width, bottom - top - 2 * hair};
}

Parts parts_of(const Style& style, Rect page) {
  if (!style.low_controls) return {{page.x, page.y, page.w, 0}, page};
  const int top = std::max(page.y, style.height * 2 / 5);
  return {{page.x, page.y, page.w, top - page.y}, {page.x, top, page.w, page.bottom() - top}};
}

Rect draw_titled(Canvas& canvas, const Surround& around, std::string_view title, Color ground) {
  const Kit& kit = canvas.kit();
  const Style& style = kit.style;
  const auto [board, view] = parts_of(style, draw_surround(canvas, around));
  if (board.h == 0) return view;
  const Color ink = readable(style.color.on_tint, ground, style.color.ink, 4.5);
  draw_rings(canvas, board, ground, ink);
  Setting setting;
  setting.px = style.display;
  setting.weight = text::Weight::bold;
  setting.width = board.w - 2 * style.margin;
  setting.align = text::Align::center;
  const auto words = set(kit, title, setting);
  canvas.line(words, {style.margin, board.y, setting.width, board.h}, ink);
  return view;
}

}  // namespace rohnamo::scene
