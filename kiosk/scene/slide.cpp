#include <algorithm>
#include <array>

#include "kiosk/scene/motif.hpp"
#include "kiosk/scene/opening.hpp"
#include "kiosk/scene/pages.hpp"
#include "kiosk/scene/shown_text.hpp"

namespace rohnamo::scene {
namespace {

struct Split {
  Rect picture, panel;  // panel: where text may stand
};

// From the picture that is usual to the one that leaves most to a long text on a small panel; the
// last is for a headline that would be cut beside any other.
constexpr std::array portrait_shares{52, 42, 30, 16};  // percent of the page
constexpr std::array landscape_shares{56, 46, 34, 20};
constexpr std::size_t least_share = portrait_shares.size() - 1;

Split split(const Style& style, Rect page, std::size_t smaller = 0) {
  if (style.portrait) {
    const int height = page.h * portrait_shares[smaller] / 100;
    const Rect below{style.margin, page.y + height, page.w - 2 * style.margin, page.h - height};
    return {{page.x, page.y, page.w, height}, below};
  }
  const int width = page.w * landscape_shares[smaller] / 100;
  const int gap = style.margin;
  return {{page.x, page.y, width, page.h},
          {width + gap, page.y, page.w - width - gap - style.margin, page.h}};
}

// Headline and summary, at the largest sizes at which both fit.
struct Words {
  text::Paragraph headline, summary;
  int gap = 0;
  bool whole = true;           // nothing was cut off
  bool whole_headline = true;  // nothing of it
  [[nodiscard]] int height() const { return headline.height + gap + summary.height; }
};

Setting headline_setting(const Kit& kit, const ShownText& shown, int width, double scale) {
  Setting setting = setting_of(shown, static_cast<int>(kit.style.display * scale), width);
  setting.weight = text::Weight::bold;
  setting.leading = 0.82;
  setting.balance = true;
  return setting;
}

Setting summary_setting(const Kit& kit, const ShownText& shown, int width, double scale) {
  Setting setting =
      setting_of(shown, static_cast<int>(kit.style.lead * std::max(scale, 0.8)), width);
  setting.balance = true;
  return setting;
}

Words words_at(const Kit& kit, const ShownText& shown, int width, double scale) {
  Words words;
  words.headline = set(kit, shown.text->title, headline_setting(kit, shown, width, scale));
  words.summary = set(kit, shown.text->summary, summary_setting(kit, shown, width, scale));
  words.gap = shown.text->summary.empty() ? 0 : static_cast<int>(kit.style.u(3.5) * scale);
  return words;
}

// Cut to as many lines as fit; empty where not one does.
text::Paragraph cut_to(const Kit& kit, std::string_view text, Setting setting,
                       const text::Paragraph& whole, int height) {
  const auto lines = static_cast<int>(whole.line_tops.size());
  if (lines == 0 || height < whole.height / lines) return {};
  setting.lines = height / (whole.height / lines);
  return set(kit, text, setting);
}

constexpr double smallest = 0.6;
constexpr std::array scales{1.0, 0.9, 0.8, 0.7, smallest};

// Three lines and more are one fewer where a little smaller letters do it.
void save_line(const Kit& kit, const ShownText& shown, int width, double scale,
               text::Paragraph& headline) {
  if (headline.line_tops.size() < 3 || scale * 0.9 < smallest) return;
  auto smaller = set(kit, shown.text->title, headline_setting(kit, shown, width, scale * 0.9));
  if (smaller.line_tops.size() < headline.line_tops.size() && !smaller.torn)
    headline = std::move(smaller);
}

// A headline with nothing below it, as large as it fits.
text::Paragraph lone_headline(const Kit& kit, const ShownText& shown, int width, int height) {
  text::Paragraph headline;
  for (const double scale : scales) {
    headline = set(kit, shown.text->title, headline_setting(kit, shown, width, scale));
    if (headline.height <= height && !headline.torn) break;
  }
  return headline;
}

Words fit_words(const Kit& kit, const ShownText& shown, int width, int height) {
  Words words;
  for (const double scale : scales) {
    words = words_at(kit, shown, width, scale);
    if (words.height() > height || words.headline.torn) continue;
    save_line(kit, shown, width, scale, words.headline);
    return words;
  }
  words.whole = words.height() <= height;
  if (words.whole) return words;
  words.whole_headline = words.headline.height <= height;
  if (!words.whole_headline)
    words.headline = cut_to(kit, shown.text->title, headline_setting(kit, shown, width, smallest),
                            words.headline, height);
  words.summary = cut_to(kit, shown.text->summary, summary_setting(kit, shown, width, smallest),
                         words.summary, height - words.headline.height - words.gap);
  // One line of it says too little.
  if (words.summary.line_tops.size() < 2) words.summary = {};
  if (words.whole_headline && words.summary.runs.empty()) {
    words.headline = lone_headline(kit, shown, width, height);
    words.gap = 0;
  }
  return words;
}

Button primary(const Kit& kit, std::string target, std::string words, Icon icon) {
  return {std::move(target),
          std::move(words),
          icon,
          icon == Icon::forward,
          Look::filled,
          kit.style.primary,
          kit.style.label + kit.style.u(0.25)};
}

void invite(Button& button, const Invitation& invitation) {
  button.target = "read:" + invitation.language;
  button.words = invitation.words;
  button.language = invitation.language;
  button.direction = invitation.direction;
}

struct Inks {
  Color headline, summary;
};

Inks usual(const Style& style) {
  return {style.color.ink, style.color.soft};
}

// What the panel says, and the buttons at its foot.
struct Message {
  Heading heading;
  ShownText shown;
  std::optional<Button> button, second;
};

// How a message stands in its panel.
struct Setup {
  Split split;
  int edge = 0, spare = 0, gap = 0;
  Rect button, second;
  Words words;
};

// Both at the foot: beside each other, or one above the other. Gives the y above them.
int place_buttons(const Kit& kit, const Message& message, Setup& setup) {
  const Style& style = kit.style;
  const Rect& panel = setup.split.panel;
  const int foot = style.portrait && !style.compact ? style.u(4) : setup.edge;
  const auto width = [&](const Button& button) {
    return std::min(panel.w, std::max(button_width(kit, button), style.u(36)));
  };
  int y = panel.bottom() - foot - message.button->height;
  setup.button = {panel.x, y, width(*message.button), message.button->height};
  if (!message.second) return y;
  setup.second = {setup.button.right() + style.apart, y, width(*message.second),
                  message.second->height};
  if (setup.second.right() <= panel.right()) return y;
  setup.second.x = panel.x;
  y -= message.button->height + style.apart;
  setup.button.y = y;
  return y;
}

Setup set_up(const Kit& kit, const Message& message, const Split& split) {
  const Style& style = kit.style;
  const Rect& panel = split.panel;
  Setup setup;
  setup.split = split;
  setup.edge = style.u(style.compact ? 2.5 : style.portrait ? 4.5 : 7);
  int room = panel.h - 2 * setup.edge;
  if (message.button)
    room = place_buttons(kit, message, setup) -
           style.u(style.compact    ? 2
                   : style.portrait ? 4
                                    : 6) -
           panel.y - setup.edge;
  const int head = heading_height(kit, message.heading, panel.w);
  setup.gap = head == 0 ? 0 : style.u(style.compact ? 1.5 : 3);
  room -= head + setup.gap;
  setup.words = fit_words(kit, message.shown, panel.w, room);
  setup.spare = std::max(0, room - setup.words.height());
  return setup;
}

// The largest picture beside which the message is whole. Before its headline is cut, what stands
// above it goes, but for the note that it is in another language, and then most of the picture.
Setup set_up(const Kit& kit, Message& message, Rect page) {
  Setup setup = set_up(kit, message, split(kit.style, page));
  for (std::size_t smaller = 1; smaller < least_share && !setup.words.whole; ++smaller)
    setup = set_up(kit, message, split(kit.style, page, smaller));
  if (setup.words.whole_headline) return setup;
  message.heading = {{}, {}, message.heading.note, message.heading.tint};
  setup = set_up(kit, message, setup.split);
  if (setup.words.whole_headline) return setup;
  return set_up(kit, message, split(kit.style, page, least_share));
}

void draw_panel(Canvas& canvas, const Message& message, const Setup& setup, Inks inks) {
  const Rect& panel = setup.split.panel;
  const Words& words = setup.words;
  if (message.button) draw_button(canvas, *message.button, setup.button);
  if (message.second) draw_button(canvas, *message.second, setup.second);
  int y = panel.y + setup.edge + (canvas.kit().style.portrait ? 0 : setup.spare * 2 / 5);
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

// The numbers, large on the channel's colour.
void draw_number_board(Canvas& canvas, Rect board, const model::Contact& contact) {
  const Kit& kit = canvas.kit();
  const Style& style = kit.style;
  const Color ground = style.color.tint;
  const Color ink = style.color.on_tint;
  draw_rings(canvas, board, ground, ink);
  const int icon = style.u(7);
  const int pad = style.margin;
  const int x = board.x + pad + icon + style.u(4);
  const int width = board.right() - style.u(5) - x;
  const int row = style.u(16);
  const auto lines = static_cast<int>(std::min<std::size_t>(contact.phones.size(), 6));
  const int fax = contact.fax.empty() ? 0 : style.u(12);
  int y = board.y + std::max(style.u(3), (board.h - lines * row - fax) / 2);
  const std::array sizes{style.u(12), style.u(11),   style.u(10), style.display,
                         style.title, style.heading, style.lead};
  for (int i = 0; i < lines; ++i, y += row) {
    if (y + row > board.bottom()) break;
    canvas.icon(Icon::phone, {board.x + pad, y + (row - icon) / 2, icon, icon},
                mix(ground, ink, 0.75));
    const auto& phone = contact.phones[static_cast<std::size_t>(i)];
    canvas.line(fit(kit, phone.number, number_setting(kit, width), sizes), {x, y, width, row}, ink);
  }
  if (fax == 0 || y + fax > board.bottom()) return;
  const Color quiet = mix(ground, ink, 0.8);
  const int small = style.u(5);
  canvas.icon(Icon::fax, {board.x + pad + (icon - small) / 2, y + (fax - small) / 2, small, small},
              quiet);
  const std::array quiet_sizes{style.heading, style.lead, style.label};
  const std::string number = kit.words->say("fax") + " " + contact.fax[0].number;
  canvas.line(fit(kit, number, number_setting(kit, width), quiet_sizes), {x, y, width, fax}, quiet);
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
  const ShownText shown = shown_text(kit, story.texts);
  const std::string target = "story:" + story.id;
  Message message{story_heading(kit, story, shown), shown, {}, {}};
  message.heading.audible = audible;
  if (around.attended) {
    canvas.target(target, page);
    message.button = primary(kit, target, kit.words->say("touch_to_read"), Icon::touch);
    if (around.invitation) invite(*message.button, *around.invitation);
  }
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
  const Setup setup = set_up(kit, message, split(kit.style, page));
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
  const ShownText shown = shown_text(kit, notice.texts);
  Message message{notice_heading(kit, notice, shown), shown, {}, {}};
  const std::string target = "notice:" + notice.id;
  if (around.attended) {
    canvas.target(target, page);
    message.button = primary(kit, target, kit.words->say("read"), Icon::forward);
    if (urgent) message.button->look = Look::plain;
  }
  if (around.attended && around.pressing) {
    message.second = primary(kit, "seen", kit.words->say("seen"), Icon::check);
    message.second->look = Look::bare;
  }
  const Setup setup = set_up(kit, message, page);
  const Rect& board = setup.split.picture;
  if (urgent) canvas.box(page, ground);
  draw_bell(canvas, board, ground, mark);
  draw_panel(canvas, message, setup, urgent ? Inks{mark, mark} : usual(style));
  return canvas.finish();
}

}  // namespace rohnamo::scene
