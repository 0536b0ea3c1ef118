#include <algorithm>
#include <array>

#include "kiosk/scene/flow.hpp"
#include "kiosk/scene/listen_panel.hpp"
#include "kiosk/scene/motif.hpp"
#include "kiosk/scene/pages.hpp"
#include "kiosk/scene/shown_text.hpp"

namespace rohnamo::scene {
namespace {

constexpr int narrowest_words = 8;  // times the size of their letters

// The longest comfortable line is about 70 letters: 36 of their sizes.
int measure(const Style& style, int room) {
  return std::min(room, style.body * 36);
}

// Title, date line, summary and body in a column; gives the y below.
int draw_article(Canvas& canvas, const Heading& heading, const ShownText& shown,
                 const model::Reading& reading, Rect column) {
  const Kit& kit = canvas.kit();
  const Style& style = kit.style;
  int y = draw_heading(canvas, heading, column.x, column.y, column.w) + style.u(2.5);
  Setting title = setting_of(shown, 0, column.w);
  title.weight = text::Weight::bold;
  title.leading = 0.84;
  title.balance = true;
  y = canvas.text(fit(kit, reading.title, title, style.title_sizes()), column.x, y, column.w,
                  style.color.ink);
  if (!shown.text->summary.empty()) {
    y += style.u(2.5);
    y = canvas.text(set(kit, reading.summary, setting_of(shown, style.lead, column.w)), column.x, y,
                    column.w, style.color.soft);
  }
  y += style.u(3.5);
  const bool opposite = shown.direction != style.direction;  // at the side where the text begins
  canvas.box({opposite ? column.x + column.w - style.u(9) : column.x, y, style.u(9), style.u(0.5)},
             heading.tint);
  y += style.u(4);
  const Flow body =
      flow(kit, reading.document, {column.w, style.body, shown.language, shown.direction});
  draw_flow(canvas, body, column.x, y, {0, body.height});
  return y + body.height;
}

struct Neighbour {
  const model::Story* story;
  const char* target;
  Icon icon;
};

int neighbour_pad(const Style& style) {
  return style.u(2.5);
}
// For its words, in a card of this width.
int neighbour_room(const Style& style, int width) {
  return width - 2 * neighbour_pad(style) - style.u(5.5);
}

text::Paragraph neighbour_title(const Kit& kit, const model::Story& story, int width) {
  const ShownText shown = shown_text(kit, story.texts);
  Setting setting = setting_of(shown, kit.style.label, width);
  setting.lines = 3;
  setting.leading = 0.92;
  setting.balance = true;
  return set(kit, shown.text->title, setting);
}

void draw_neighbour(Canvas& canvas, const Neighbour& neighbour, Rect rect) {
  const Kit& kit = canvas.kit();
  const Style& style = kit.style;
  const int pad = neighbour_pad(style);
  const int icon = style.u(3.5);
  const bool onward = neighbour.icon == Icon::forward;
  canvas.box(rect, style.color.panel, style.corner);
  canvas.target(neighbour.target, rect, style.corner);
  const int inner = neighbour_room(style, rect.w);
  const int x = onward ? rect.x + pad : rect.x + pad + icon + style.u(2);
  const int icon_x = onward ? rect.right() - pad - icon : rect.x + pad;
  canvas.icon(neighbour.icon, {icon_x, rect.y + (rect.h - icon) / 2, icon, icon}, style.color.tint,
              true);
  Setting setting;
  setting.px = style.caption;
  setting.width = inner;
  setting.weight = text::Weight::bold;
  const int y = canvas.text(set(kit, kit.words->say(neighbour.target), setting), x, rect.y + pad,
                            inner, style.color.tint);
  canvas.text(neighbour_title(kit, *neighbour.story, inner), x, y, inner, style.color.ink);
}

// Beside each other, of one height; what is next above the other where the column is narrow.
int draw_neighbours(Canvas& canvas, const Ending& ending, Rect column) {
  const Kit& kit = canvas.kit();
  const Style& style = kit.style;
  if (!ending.previous && !ending.next) return column.y;
  const int gap = style.apart;
  const int half = (column.w - gap) / 2;
  const bool beside = neighbour_room(style, half) >= narrowest_words * style.label;
  const int width = beside ? half : column.w;
  const int inner = neighbour_room(style, width);
  int tallest = 0;
  for (const auto* story : {&ending.previous, &ending.next})
    if (*story) tallest = std::max(tallest, neighbour_title(kit, **story, inner).height);
  Setting caption;
  caption.px = style.caption;
  const int height =
      tallest + set(kit, kit.words->say("next"), caption).height + 2 * neighbour_pad(style);
  const Rect next{column.x + column.w - width, column.y, width, height};
  Rect previous{column.x, column.y, width, height};
  if (!beside && ending.next) previous.y += height + gap;
  if (ending.previous)
    draw_neighbour(canvas, {&*ending.previous, "previous", Icon::back}, previous);
  if (ending.next) draw_neighbour(canvas, {&*ending.next, "next", Icon::forward}, next);
  return ending.previous ? previous.bottom() : next.bottom();
}

// The code at the start of a card, what it is for beside it, or below it where the column is
// narrow; gives the y below.
int draw_code(Canvas& canvas, const std::string& code_text, std::string_view words, int code,
              Rect column) {
  const Kit& kit = canvas.kit();
  const Style& style = kit.style;
  const int pad = style.u(3);
  const int inner = column.w - 2 * pad;
  Setting setting;
  setting.px = style.body;
  setting.width = inner - code - pad - style.u(2);
  setting.balance = true;
  const bool below = setting.width < narrowest_words * style.body;
  if (below) setting.width = inner;
  if (below) setting.align = text::Align::center;
  const auto said = set(kit, words, setting);
  const int height = below ? code + said.height : std::max(code, said.height);
  const Rect card{column.x, column.y, column.w, height + 2 * pad};
  canvas.box(card, style.color.panel, style.corner);
  const int x = card.x + pad;
  const int y = card.y + pad;
  if (below) {
    canvas.qr(code_text, {x + (inner - code) / 2, y, code, code});
    canvas.text(said, x, y + code, inner, style.color.soft);
  } else {
    canvas.qr(code_text, {x, card.y + (card.h - code) / 2, code, code});
    canvas.line(said, {x + code + pad, card.y, setting.width, card.h}, style.color.soft);
  }
  return card.bottom() + style.apart;
}

int draw_take_along(Canvas& canvas, const std::string& take_along, Rect column) {
  const text::Wording& words = *canvas.kit().words;
  if (take_along.empty()) return column.y;
  const std::string said = words.knows("scan_story") ? words.say("scan_story") : std::string();
  return draw_code(canvas, take_along, said, canvas.kit().style.u(44), column);
}

// A link cannot be touched: each page on the web has a code of its own.
int draw_links(Canvas& canvas, const model::Document& document, const std::string& take_along,
               Rect column) {
  const Kit& kit = canvas.kit();
  const bool known = kit.words->knows("scan_link");
  for (const model::Span& link : web_links(document)) {
    if (link.link == take_along) continue;
    const std::string said = known ? "\n" + kit.words->say("scan_link") : std::string();
    column.y = draw_code(canvas, link.link, link.text + said, kit.style.u(34), column);
  }
  return column.y;
}

Rect column_in(const Style& style, int view, int y) {
  const int width = measure(style, view - 2 * style.margin);
  return {(view - width) / 2, y, width, 0};
}

struct Places {
  Rect board;  // of a picture that does not scroll; upright it may have no height
  Rect view;
  Rect controls;  // of the recording
};

Places places_in(const Style& style, Rect page, bool heard) {
  if (!style.portrait) {
    const Rect board{page.x, page.y, page.w * 36 / 100, page.h};
    return {board, {board.w, page.y, page.w - board.w, page.h}, board};
  }
  auto [board, view] = parts_of(style, page);
  if (heard) view.h -= listen_strip_height(style);
  return {board, view, {page.x, view.bottom(), page.w, listen_strip_height(style)}};
}

}  // namespace

Scene reader(const Kit& kit, const Surround& around, const model::Story& story,
             const model::Document& document, const Ending& ending,
             const std::optional<Aloud>& aloud) {
  Canvas canvas(kit);
  const Style& style = kit.style;
  const Rect page = draw_surround(canvas, around);
  const ShownText shown = shown_text(kit, story.texts);
  const Heading heading = story_heading(kit, story, shown);
  const auto [board, view, controls] = places_in(style, page, aloud.has_value());
  if (board.h > 0) draw_picture(canvas, story.picture, board, heading.tint);
  if (aloud) draw_listen_panel(canvas, aloud->narration, controls);
  canvas.begin_scroll(view);
  int top = style.u(style.compact ? 3 : 6);
  if (style.portrait && board.h == 0) {
    const int height = view.w * 9 / 16;
    draw_picture(canvas, story.picture, {0, 0, view.w, height}, heading.tint);
    top = height + style.u(5);
  }
  const Rect column = column_in(style, view.w, top);
  model::Reading reading = model::reading_of(shown.text->title, shown.text->summary, document);
  if (aloud) {
    model::mark_passages(reading, aloud->timings);
    canvas.read_aloud(aloud->narration.passage);
  }
  int y = draw_article(canvas, heading, shown, reading, column) + style.u(7);
  y = draw_links(canvas, document, ending.take_along, {column.x, y, column.w, 0});
  y = draw_take_along(canvas, ending.take_along, {column.x, y, column.w, 0});
  y = draw_neighbours(canvas, ending, {column.x, y, column.w, 0});
  canvas.end_scroll(y + style.u(6));
  return canvas.finish();
}

Scene notice_reader(const Kit& kit, const Surround& around, const model::Notice& notice,
                    const model::Document& document) {
  Surround own = around;
  own.notice.reset();
  Canvas canvas(kit);
  const Style& style = kit.style;
  const Rect page = draw_surround(canvas, own);
  const ShownText shown = shown_text(kit, notice.texts);
  const bool urgent = notice.urgency == model::Urgency::urgent;
  const Color ground = urgent ? style.color.urgent : style.color.notice;
  const Color mark = urgent ? style.color.on_tint : style.color.notice_ink;
  const auto [board, view, controls] = places_in(style, page, false);
  if (board.h > 0) draw_bell(canvas, board, ground, mark);
  canvas.begin_scroll(view);
  int top = style.u(style.compact ? 3 : 6);
  if (board.h == 0) {
    const int height = view.w * 5 / 16;
    draw_bell(canvas, {0, 0, view.w, height}, ground, mark);
    top = height + style.u(5);
  }
  const Rect column = column_in(style, view.w, top);
  const model::Reading reading =
      model::reading_of(shown.text->title, shown.text->summary, document);
  const int y = draw_article(canvas, notice_heading(kit, notice, shown), shown, reading, column);
  canvas.end_scroll(y + style.u(8));
  return canvas.finish();
}

}  // namespace rohnamo::scene
