#include "kiosk/scene/staff.hpp"

#include <algorithm>
#include <array>
#include <span>
#include <utility>

#include "kiosk/scene/question.hpp"
#include "kiosk/scene/volume.hpp"

namespace rohnamo::scene {
namespace {

Color colour_of(Light light, const Style& style) {
  if (light == Light::good) return {28, 117, 66, 255};
  return light == Light::care ? Color{168, 98, 0, 255} : style.color.urgent;
}

Icon icon_of(Light light) {
  if (light == Light::good) return Icon::check;
  return light == Light::care ? Icon::offline : Icon::alert;
}

Setting words(int px, int width, text::Weight weight = text::Weight::regular) {
  Setting setting;
  setting.px = px;
  setting.width = width;
  setting.weight = weight;
  return setting;
}

// ---- the sign

// Gives the y below.
int draw_progress(Canvas& canvas, const StaffSign& sign, int x, int y, int width) {
  const Kit& kit = canvas.kit();
  const Style& style = kit.style;
  if (sign.progress.empty()) return y;
  y = canvas.text(set(kit, sign.progress, words(style.label, width, text::Weight::bold)), x,
                  y + style.u(2), width, style.color.tint);
  if (!sign.share) return y;
  const int height = style.u(1.5);
  const int done = static_cast<int>(width * std::clamp(*sign.share, 0.0, 1.0));
  y += style.u(1);
  canvas.box({x, y, width, height}, style.color.line, height / 2);
  canvas.box({x, y, std::max(done, height), height}, style.color.tint, height / 2);
  return y + height;
}

int draw_sign(Canvas& canvas, const StaffSign& sign, int x, int y, int width) {
  const Kit& kit = canvas.kit();
  const Style& style = kit.style;
  const int pad = style.u(4);
  const int lamp = style.u(style.compact ? 9 : 13);
  const int start = x + pad + lamp + style.u(4);
  const int inner = x + width - pad - start;
  const Color colour = colour_of(sign.light, style);
  const std::size_t box = canvas.begin_box();
  Setting headline = words(style.heading, inner, text::Weight::bold);
  headline.leading = 0.9;
  int end = canvas.text(set(kit, sign.headline, headline), start, y + pad, inner, colour);
  end = canvas.text(set(kit, sign.advice, words(style.label, inner)), start, end + style.u(0.5),
                    inner, style.color.ink);
  end = draw_progress(canvas, sign, start, end, inner);
  const int height = std::max(end - y - pad, lamp) + 2 * pad;
  canvas.end_box(box, {x, y, width, height}, mix(style.color.paper, colour, 0.1), style.corner);
  const Rect round{x + pad, y + pad, lamp, lamp};
  const int inset = lamp / 4;
  canvas.box(round, colour, lamp / 2);
  canvas.icon(icon_of(sign.light),
              {round.x + inset, round.y + inset, lamp - 2 * inset, lamp - 2 * inset},
              style.color.on_tint);
  return y + height;
}

// ---- what can be done

std::vector<Button> actions(const Kit& kit) {
  const auto button = [&](const char* target, const char* key, Icon icon, Look look) {
    return Button{target, kit.words->say(key), icon,           false,
                  look,   kit.style.primary,   kit.style.label};
  };
  return {button("sync_now", "staff_sync", Icon::sync, Look::filled),
          button("summary", "staff_summary", Icon::qr, Look::plain),
          button("screen_test", "staff_test", Icon::touch, Look::plain),
          button("restart", "staff_restart", Icon::power, Look::plain)};
}

int row_width(const Kit& kit, std::span<const Button> row) {
  int width = -kit.style.u(2);
  for (const Button& button : row) width += button_width(kit, button) + kit.style.u(2);
  return width;
}

void draw_action_row(Canvas& canvas, std::span<const Button> row, Rect rect) {
  const Kit& kit = canvas.kit();
  const int gap = kit.style.u(2);
  const auto widths = fill_row(kit, row, rect.w, gap);
  int x = rect.x;
  for (std::size_t i = 0; i < row.size(); ++i) {
    draw_button(canvas, row[i], {x, rect.y, widths[i], rect.h});
    x += widths[i] + gap;
  }
}

// All in one row, else two and two, else one below the other; gives the y below.
int draw_actions(Canvas& canvas, int x, int y, int width) {
  const Kit& kit = canvas.kit();
  const Style& style = kit.style;
  const auto buttons = actions(kit);
  const std::span<const Button> all(buttons);
  const auto fits = [&](std::size_t by) {
    for (std::size_t i = 0; i < all.size(); i += by)
      if (row_width(kit, all.subspan(i, by)) > width) return false;
    return true;
  };
  const std::size_t by = fits(4) ? 4 : fits(2) ? 2 : 1;
  for (std::size_t i = 0; i < all.size(); i += by) {
    draw_action_row(canvas, all.subspan(i, by), {x, y, width, style.primary});
    y += style.primary + style.u(2);
  }
  return y - style.u(2);
}

// What a visitor finds; gives the y below.
int draw_usual_volume(Canvas& canvas, int volume, int x, int y, int width) {
  const Kit& kit = canvas.kit();
  const Style& style = kit.style;
  const int pad = style.u(3.5);
  const int inset = style.u(1.5);
  const int control = std::min(widest_volume(style), width / 2);
  const Rect room{x, y, width, style.primary + 2 * inset};
  canvas.box(room, style.color.panel, style.corner);
  const int left = width - control - 2 * pad - inset;
  const auto label =
      set(kit, kit.words->say("staff_volume"), words(style.label, left, text::Weight::bold));
  canvas.text(label, x + pad, y + (room.h - label.height) / 2, left, style.color.tint);
  draw_volume(canvas, volume, {room.right() - control - inset, y + inset, control, style.primary});
  return room.bottom();
}

// ---- what there is to know

Setting technical(const Style& style, int width) {
  Setting setting = words(style.caption * 13 / 16, width);
  setting.lines = 6;
  setting.language = "en";
  setting.direction = model::Direction::left_to_right;
  if (style.mirrored()) setting.align = text::Align::end;
  return setting;
}

int draw_row(Canvas& canvas, const StaffRow& row, int x, int y, int width) {
  const Kit& kit = canvas.kit();
  const Style& style = kit.style;
  const int gap = style.u(2);
  const int share = row.label.empty() || row.wide ? 0 : width * 42 / 100;
  const int room = share == 0 ? width : width - share - gap;
  const int side = share == 0 ? width : share;
  const auto label = set(kit, row.label, words(style.caption, side));
  const auto weight = row.label.empty() ? text::Weight::regular : text::Weight::bold;
  const auto value = set(kit, row.value, words(style.caption, room, weight));
  int end = y;
  if (!row.label.empty()) end = canvas.text(label, x, y, side, style.color.soft);
  if (row.wide) y = end;
  end = std::max(end, canvas.text(value, x + width - room, y, room, style.color.ink));
  if (row.technical.empty()) return end;
  const auto small = set(kit, row.technical, technical(style, width));
  return canvas.text(small, x, end + style.u(0.25), width, style.color.soft);
}

int draw_section(Canvas& canvas, const StaffSection& section, int x, int y, int width) {
  const Kit& kit = canvas.kit();
  const Style& style = kit.style;
  const int pad = style.u(3.5);
  const int inner = width - 2 * pad;
  const std::size_t box = canvas.begin_box();
  int end = canvas.text(set(kit, section.title, words(style.label, inner, text::Weight::bold)),
                        x + pad, y + style.u(2.5), inner, style.color.tint);
  for (const StaffRow& row : section.rows)
    end = draw_row(canvas, row, x + pad, end + style.u(1.25), inner);
  end += style.u(3);
  canvas.end_box(box, {x, y, width, end - y}, style.color.panel, style.corner);
  return end;
}

// In one column or two, each section where there is less above it.
int draw_sections(Canvas& canvas, const std::vector<StaffSection>& sections, int x, int y,
                  int width) {
  const Style& style = canvas.kit().style;
  const int gap = style.u(2.5);
  const std::size_t columns = style.portrait ? 1 : 2;
  const int column = (width - static_cast<int>(columns - 1) * gap) / static_cast<int>(columns);
  std::array<int, 2> ends{y, y};
  for (const StaffSection& section : sections) {
    if (section.rows.empty()) continue;
    const std::size_t at = columns == 2 && ends[1] < ends[0] ? 1 : 0;
    const int left = x + static_cast<int>(at) * (column + gap);
    ends.at(at) = draw_section(canvas, section, left, ends.at(at), column) + gap;
  }
  return std::max(ends[0], columns == 2 ? ends[1] : y) - gap;
}

}  // namespace

Scene staff_page(const Kit& kit, const Surround& around, const StaffSheet& sheet) {
  Canvas canvas(kit);
  const Style& style = kit.style;
  const Rect page = draw_titled(canvas, around, kit.words->say("staff_title"), style.color.tint);
  const int x = style.margin;
  const int width = style.width - 2 * x;
  canvas.begin_scroll(page);
  int y = draw_sign(canvas, sheet.sign, x, style.u(3), width);
  y = draw_actions(canvas, x, y + style.u(2.5), width);
  if (sheet.volume > 0) y = draw_usual_volume(canvas, sheet.volume, x, y + style.u(2.5), width);
  y = draw_sections(canvas, sheet.sections, x, y + style.u(3), width);
  canvas.end_scroll(y + style.u(5));
  return canvas.finish();
}

void ask_restart(Scene& scene, const Kit& kit) {
  const Style& style = kit.style;
  Setting setting = words(style.heading, question_width(style), text::Weight::bold);
  setting.align = text::Align::center;
  setting.balance = true;
  const int below = style.u(5);
  const std::array sizes{style.heading, style.heading * 3 / 4, style.heading * 9 / 16};
  auto question =
      fit(kit, kit.words->say("staff_restart_ask"), setting, sizes, question_height(style) - below);
  ask(scene, kit,
      {{{std::move(question), style.color.ink, below}},
       {"restart_yes", "staff_restart_yes", Icon::power},
       Answer{"restart_no", "staff_cancel", Icon::close},
       "restart_aside"});
}

Scene staff_summary(const Kit& kit, const Surround& around, const std::string& summary) {
  Canvas canvas(kit);
  const Style& style = kit.style;
  const Rect page = draw_surround(canvas, around);
  const int gap = style.u(style.compact ? 2 : 5);
  const int inner = style.width - 2 * style.margin;
  const int side = style.portrait ? std::min({style.u(90), inner, page.h / 2})
                                  : std::min(style.u(90), page.h - 2 * style.u(2));
  const int quiet = style.u(0.5);  // the code has a margin of its own
  const int width = style.portrait ? inner : inner - side - gap;
  Setting bold = words(style.label, width, text::Weight::bold);
  bold.leading = 0.9;
  const auto advice = set(kit, kit.words->say("staff_summary_do"), bold);
  const int room =
      page.h - 2 * style.u(2) - advice.height - style.u(2) - (style.portrait ? side + gap : 0);
  Setting small = technical(style, width);
  small.lines = std::max(1, room / (small.px * 14 / 10));
  const auto text = set(kit, summary, small);
  const int height = advice.height + style.u(2) + text.height;
  const int total = style.portrait ? side + gap + height : std::max(side, height);
  const int top = page.y + std::max(style.u(1), (page.h - total) / 2);
  const int left = style.portrait ? (style.width - side) / 2 : style.margin;
  canvas.box({left, top, side, side}, {255, 255, 255, 255}, style.corner);
  canvas.qr(summary, {left + quiet, top + quiet, side - 2 * quiet, side - 2 * quiet});
  const int x = style.portrait ? style.margin : left + side + gap;
  int y = style.portrait ? top + side + gap : top + (total - height) / 2;
  y = canvas.text(advice, x, y, width, style.color.ink) + style.u(2);
  canvas.text(text, x, y, width, style.color.soft);
  return canvas.finish();
}

}  // namespace rohnamo::scene
