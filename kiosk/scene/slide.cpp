#include <algorithm>
#include <array>

#include "kiosk/scene/motif.hpp"
#include "kiosk/scene/opening.hpp"
#include "kiosk/scene/pages.hpp"
#include "kiosk/scene/slide_setup.hpp"

namespace rohnamo::scene {
namespace {

struct Inks {
  Color headline, summary;
};

Inks usual(const Style& style) {
  return {style.color.ink, style.color.soft};
}

void draw_panel(Canvas& canvas, const Message& message, const Setup& setup, Inks inks) {
  const Rect& panel = setup.split.panel;
  const Words& words = setup.words;
  const int spare = std::max(0, setup.room - words.height());
  if (message.button) draw_button(canvas, *message.button, setup.button);
  if (message.second) draw_button(canvas, *message.second, setup.second);
  int y = panel.y + setup.edge + (canvas.kit().style.portrait ? 0 : spare * 2 / 5);
  y = draw_heading(canvas, message.heading, panel.x, y, panel.w) + setup.gap;
  y = canvas.text(words.headline, panel.x, y, panel.w, inks.headline) + words.gap;
  canvas.text(words.summary, panel.x, y, panel.w, inks.summary);
}

Setting number_setting(const Kit& kit, int width) {
  Setting setting;
  setting.weight = text::Weight::bold;
  setting.width = width;
  setting.lines = 1;
  setting.px = kit.style.display;
  return setting;
}

struct FaxLine {
  text::Paragraph number;
  int height = 0;  // 0: there is no room for it
};

FaxLine fax_line(const Kit& kit, const model::Contact& contact, int width, int height) {
  const Style& style = kit.style;
  FaxLine line;
  const int wanted = style.u(style.compact ? 9 : 12);
  if (contact.fax.empty() || wanted > height) return line;
  const std::array sizes{style.heading, style.lead, style.label};
  line.number = fit(kit, kit.words->say("fax") + " " + contact.fax[0].number,
                    number_setting(kit, width), sizes);
  if (!line.number.cut) line.height = wanted;
  return line;
}

// The numbers, large on the channel's colour; where there is no room for all, without the fax.
void draw_number_board(Canvas& canvas, Rect board, const model::Contact& contact) {
  const Kit& kit = canvas.kit();
  const Style& style = kit.style;
  const Color ground = style.color.tint;
  const Color ink = style.color.on_tint;
  draw_rings(canvas, board, ground, ink);
  const int edge = style.u(2);
  const int least = style.u(7);
  const int icon_most = style.u(7);
  const int pad = style.margin;
  const int around = pad + style.u(4) + style.u(5);
  const int room = board.h - 2 * edge;
  const int phones = std::min(static_cast<int>(contact.phones.size()), 6);
  const FaxLine fax = fax_line(kit, contact, board.w - around - icon_most, room - phones * least);
  const int lines = std::min(phones, std::max(0, room / least));
  const int row = std::clamp((room - fax.height) / std::max(lines, 1), least, style.u(16));
  int y = board.y + (board.h - lines * row - fax.height) / 2;
  const int icon = std::min(icon_most, row * 3 / 4);
  const int x = board.x + pad + icon + style.u(4);
  const int width = board.w - around - icon;
  const std::array sizes{row * 3 / 4,   row * 11 / 16, row * 5 / 8, style.display, style.title,
                         style.heading, style.lead,    style.label, style.caption};
  for (int i = 0; i < lines; ++i, y += row) {
    const auto& phone = contact.phones[static_cast<std::size_t>(i)];
    const auto number = fit(kit, phone.number, number_setting(kit, width), sizes);
    if (number.cut) continue;  // half a number leads nowhere
    canvas.icon(Icon::phone, {board.x + pad, y + (row - icon) / 2, icon, icon},
                mix(ground, ink, 0.75));
    canvas.line(number, {x, y, width, row}, ink);
  }
  if (fax.height == 0) return;
  const Color quiet = mix(ground, ink, 0.8);
  const int small = style.u(5);
  canvas.icon(Icon::fax,
              {board.x + pad + (icon - small) / 2, y + (fax.height - small) / 2, small, small},
              quiet);
  canvas.line(fax.number, {x, y, width, fax.height}, quiet);
}

// Its name says more than whether it is open: where there is no room for both, that goes; then the
// name is `shorter`, and a portrait slide's numbers stand closer.
Setup set_up_contact(const Kit& kit, Message& message, model::Text& card,
                     const std::string& shorter, Rect page) {
  const Split split = usual_split(kit.style, page);
  Setup setup = set_up(kit, message, split);
  if (setup.words.whole_headline) return setup;
  message.heading = least_heading(message.heading);
  setup = set_up(kit, message, split);
  if (setup.words.whole_headline) return setup;
  card.title = shorter;
  setup = set_up(kit, message, split);
  if (setup.words.whole_headline || !kit.style.portrait) return setup;
  return set_up(kit, message, smaller_split(kit.style, page));
}

// Whether it is open, else that there is help; what the page is about is said by its numbers.
std::string contact_chip(const Kit& kit, const model::Contact& contact, const Clock& clock) {
  std::string open = open_or_closed(kit, contact, clock);
  if (open.empty() && contact.id == kit.channel->help) return kit.words->say("help");
  return open;
}

}  // namespace

Scene story_slide(const Kit& kit, const Surround& around, const model::Story& story, bool audible) {
  Canvas canvas(kit);
  const Rect page = draw_surround(canvas, around);
  if (around.attended) canvas.target("story:" + story.id, page);
  Message message = story_message(kit, around, story, audible);
  const Setup setup = set_up(kit, message, page);
  draw_picture(canvas, story.picture, setup.split.picture, message.heading.tint);
  draw_panel(canvas, message, setup, usual(kit.style));
  return canvas.finish();
}

Scene contact_slide(const Kit& kit, const Surround& around, const model::Contact& contact,
                    const Clock& clock) {
  Canvas canvas(kit);
  const Rect page = draw_surround(canvas, around);
  const std::string target = "contact:" + contact.id;
  model::Text card;
  card.title = kit.pick(contact.name);
  card.summary = kit.pick(contact.address);
  if (card.summary.empty()) card.summary = contact.address_as_given;
  const std::string hours = kit.pick(contact.hours);
  if (!hours.empty()) card.summary += "\n" + hours;
  Message message{{contact_chip(kit, contact, clock), {}, {}, kit.style.color.tint},
                  {&card, kit.words->language(), kit.style.direction, {}},
                  {},
                  {}};
  if (around.attended) {
    canvas.target(target, page);
    const char* more = kit.words->knows("more") ? "more" : "contacts";
    message.button = primary(kit, target, kit.words->say(more), Icon::forward);
  }
  const Setup setup = set_up_contact(kit, message, card, kit.short_name(contact), page);
  draw_number_board(canvas, setup.split.picture, contact);
  draw_panel(canvas, message, setup, usual(kit.style));
  return canvas.finish();
}

// A bell on its colour, which for an urgent one is the whole page's.
Scene notice_slide(const Kit& kit, const Surround& around, const model::Notice& notice) {
  Surround own = around;
  own.notice.reset();
  Canvas canvas(kit);
  const Rect page = draw_surround(canvas, own);
  const Style& style = kit.style;
  const bool urgent = notice.urgency == model::Urgency::urgent;
  const Color ground = urgent ? style.color.urgent : style.color.notice;
  const Color mark = urgent ? style.color.on_tint : style.color.notice_ink;
  if (around.attended) canvas.target("notice:" + notice.id, page);
  Message message = notice_message(kit, around, notice);
  const Setup setup = set_up(kit, message, page);
  const Rect& board = setup.split.picture;
  if (urgent) canvas.box(page, ground);
  draw_bell(canvas, board, ground, mark);
  draw_panel(canvas, message, setup, urgent ? Inks{mark, mark} : usual(style));
  return canvas.finish();
}

}  // namespace rohnamo::scene
