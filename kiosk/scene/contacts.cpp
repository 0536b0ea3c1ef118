#include <algorithm>
#include <array>

#include "kiosk/scene/pages.hpp"

namespace rohnamo::scene {
namespace {

// The mission's own card has the channel's name, which is shorter than the full one.
std::string short_name(const Kit& kit, const model::Contact& contact) {
  return kit.pick(contact.id == kit.channel->help ? kit.channel->name : contact.name);
}

// RFC 2426, as short as it can be: the fewer letters, the larger the code's squares.
std::string vcard(const Kit& kit, const model::Contact& contact) {
  std::string name = short_name(kit, contact);
  for (std::size_t at = 0; (at = name.find_first_of(",;\\", at)) != std::string::npos; at += 2)
    name.insert(at, 1, '\\');
  std::string card = "BEGIN:VCARD\nVERSION:3.0\nN:" + name + "\n";
  for (const auto& phone : contact.phones) card += "TEL:" + phone.dial + "\n";
  return card + "END:VCARD";
}

// "ул. Азизбекова": what is shortened stays with what it shortens.
std::string keep_together(std::string_view address) {
  constexpr std::size_t longest = 8;  // bytes: four Cyrillic letters
  std::string kept;
  std::size_t word = 0;
  for (const char c : address) {
    const bool shortened = !kept.empty() && kept.back() == '.' && word <= longest;
    if (c == ' ')
      word = 0;
    else
      ++word;
    if (c == ' ' && shortened)
      kept += "\u00a0";
    else
      kept += c;
  }
  return kept;
}

constexpr std::size_t longest_qr = 600;  // bytes that a phone's camera still reads well

struct Card {
  Canvas* canvas;
  const model::Contact* contact;
  int x, width, y;

  [[nodiscard]] const Kit& kit() const { return canvas->kit(); }
  [[nodiscard]] const Style& style() const { return kit().style; }

  [[nodiscard]] Setting setting(int px, int room) const {
    Setting setting;
    setting.px = px;
    setting.width = room;
    return setting;
  }

  void labelled(std::string_view label, std::string_view words, std::string_view language = {}) {
    if (words.empty()) return;
    y = canvas->text(set(kit(), kit().words->say(label), setting(style().caption, width)), x, y,
                     width, style().color.soft);
    Setting text = setting(style().body, width);
    text.language = language;
    if (!language.empty()) text.direction = model::Direction::left_to_right;
    if (!language.empty() && style().mirrored()) text.align = text::Align::end;
    y = canvas->text(set(kit(), words, text), x, y, width, style().color.ink) + style().u(2.5);
  }

  void name() {
    Setting large = setting(style().title, width);
    large.weight = text::Weight::bold;
    large.leading = 0.84;
    large.balance = true;
    y = canvas->text(set(kit(), kit().pick(contact->name), large), x, y, width, style().color.ink) +
        style().u(4);
  }

  void whereabouts() {
    const std::string address = kit().pick(contact->address);
    labelled("address", keep_together(address));
    if (contact->address_as_given != address)
      labelled(address.empty() ? "address" : "address_as_given", contact->address_as_given, "en");
    labelled("hours", kit().pick(contact->hours));
    labelled("email", contact->email, "en");
    labelled("web", contact->web, "en");
    const std::string note = kit().pick(contact->note);
    if (note.empty()) return;
    const int pad = style().u(2.5);
    Setting balanced = setting(style().body, width - 2 * pad);
    balanced.balance = true;
    const auto words = set(kit(), note, balanced);
    canvas->box({x, y, width, words.height + 2 * pad}, style().color.wash, style().corner);
    y = canvas->text(words, x + pad, y + pad, width - 2 * pad, style().color.ink) + pad +
        style().u(3);
  }

  void number(const model::Phone& phone, Icon icon, bool large) {
    const int row = style().u(large ? 12 : 9);
    const int disc = style().u(large ? 8 : 6.5);
    const int inner = disc * 9 / 20;
    const int column = style().u(8);
    const int dx = x + (column - disc) / 2;
    const int start = x + column + style().u(3);
    const int room = x + width - start;
    canvas->box({dx, y + (row - disc) / 2, disc, disc},
                large ? style().color.tint : style().color.wash, disc / 2);
    canvas->icon(icon, {dx + (disc - inner) / 2, y + (row - inner) / 2, inner, inner},
                 large ? style().color.on_tint : style().color.tint);
    Setting text = setting(0, room);
    text.lines = 1;
    text.weight = large ? text::Weight::bold : text::Weight::regular;
    const std::array sizes{large ? style().title : style().lead, style().heading, style().lead,
                           style().body, style().label};
    const auto digits = fit(kit(), phone.number, text, sizes);
    canvas->line(digits, {start, y, room, row}, style().color.ink);
    y += row;
    const std::string label = kit().pick(phone.label);
    if (label.empty()) return;
    y = canvas->text(set(kit(), label, setting(style().caption, room)), start, y, room,
                     style().color.soft) +
        style().u(1);
  }

  void numbers() {
    for (const auto& phone : contact->phones) number(phone, Icon::phone, true);
    for (const auto& fax : contact->fax) number(fax, Icon::fax, false);
    y += style().u(2);
  }

  void code() {
    const std::string card = vcard(kit(), *contact);
    if (contact->phones.empty() || card.size() > longest_qr) return;
    y += style().u(2);
    const int size = style().u(34);
    const Rect field{x, y, size, size};
    canvas->qr(card, field);
    const int start = field.right() + style().u(4);
    const int room = x + width - start;
    if (kit().words->knows("scan_contact") && room > style().u(16)) {
      Setting balanced = setting(style().body, room);
      balanced.balance = true;
      const auto text = set(kit(), kit().words->say("scan_contact"), balanced);
      const int height = std::max(field.h, text.height);
      canvas->line(text, {start, y, room, height}, style().color.soft);
      y += height - field.h;
    }
    y += field.h;
  }
};

// The numbers and the code on a card of their own; gives the y below.
int draw_numbers(Canvas& canvas, const model::Contact& contact, int x, int width, int y) {
  const Style& style = canvas.kit().style;
  const int pad = style.u(4);
  const std::size_t ground = canvas.begin_box();
  Card card{&canvas, &contact, x + pad, width - 2 * pad, y + pad - style.u(1)};
  card.numbers();
  card.code();
  const int bottom = card.y + pad - style.u(1);
  canvas.end_box(ground, {x, y, width, bottom - y}, style.color.panel, style.corner);
  return bottom;
}

int draw_wide(Canvas& canvas, const model::Contact& contact, int view, int y) {
  const Style& style = canvas.kit().style;
  const int gap = style.u(12);
  const int room = view - 2 * style.margin;
  const int second = std::min(style.u(102), room * 47 / 100);
  Card left{&canvas, &contact, style.margin, room - second - gap, y};
  left.name();
  left.whereabouts();
  return std::max(left.y, draw_numbers(canvas, contact, style.margin + room - second, second, y));
}

int draw_tall(Canvas& canvas, const model::Contact& contact, int view, int y) {
  const Style& style = canvas.kit().style;
  Card card{&canvas, &contact, style.margin, view - 2 * style.margin, y};
  card.name();
  card.y = draw_numbers(canvas, contact, card.x, card.width, card.y) + style.u(5);
  card.whereabouts();
  return card.y;
}

}  // namespace

Scene contacts(const Kit& kit, const Surround& around, const std::vector<model::Contact>& list) {
  Canvas canvas(kit);
  const Style& style = kit.style;
  const Rect page = draw_titled(canvas, around, kit.words->say("contacts"), style.color.tint);
  canvas.begin_scroll(page);
  int y = style.u(style.compact ? 3 : style.portrait ? 6 : 7);
  for (std::size_t i = 0; i < list.size(); ++i) {
    if (i != 0) {
      y += style.u(6);
      canvas.box({style.margin, y, page.w - 2 * style.margin, style.u(0.25)}, style.color.line);
      y += style.u(6);
    }
    y = style.portrait ? draw_tall(canvas, list[i], page.w, y)
                       : draw_wide(canvas, list[i], page.w, y);
  }
  canvas.end_scroll(y + style.u(6));
  return canvas.finish();
}

}  // namespace rohnamo::scene
