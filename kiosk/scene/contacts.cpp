#include <algorithm>
#include <array>

#include "kiosk/scene/motif.hpp"
#include "kiosk/scene/opening.hpp"
#include "kiosk/scene/pages.hpp"

namespace rohnamo::scene {
namespace {

constexpr std::size_t longest_qr = 600;  // bytes that a phone's camera still reads well

// RFC 2426, as short as it can be: the fewer letters, the larger the code's squares.
std::string vcard(const Kit& kit, const model::Contact& contact) {
  std::string name = kit.short_name(contact);
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

// What a phone's camera takes along, and what for.
struct Code {
  std::string text, caption;
};

std::vector<Code> codes_of(const Kit& kit, const model::Contact& contact) {
  std::vector<Code> codes;
  if (contact.phones.empty()) return codes;
  const auto& words = *kit.words;
  const std::string& number = contact.phones.front().dial;
  if (words.knows("scan_call") && !number.empty())
    codes.push_back({"tel:" + number, words.say("scan_call")});
  std::string card = vcard(kit, contact);
  if (card.size() > longest_qr) return codes;
  const char* caption = words.knows("scan_save") ? "scan_save" : "scan_contact";
  codes.push_back({std::move(card), words.knows(caption) ? words.say(caption) : std::string()});
  return codes;
}

// Of the card with the numbers.
int card_pad(const Style& style) {
  return style.u(4);
}
int icon_column(const Style& style) {
  return style.u(8);
}
// From the card's inner edge to the digits.
int numbers_start(const Style& style) {
  return icon_column(style) + style.u(3);
}

struct Card {
  Canvas* canvas;
  const model::Contact* contact;
  const Clock* clock;
  int x, width, y;

  [[nodiscard]] const Kit& kit() const { return canvas->kit(); }
  [[nodiscard]] const Style& style() const { return kit().style; }

  [[nodiscard]] Setting setting(int px, int room) const {
    Setting setting;
    setting.px = px;
    setting.width = room;
    return setting;
  }

  void label(std::string_view key) {
    y = canvas->text(set(kit(), kit().words->say(key), setting(style().caption, width)), x, y,
                     width, style().color.soft);
  }

  void labelled(std::string_view key, std::string_view words, std::string_view language = {}) {
    if (words.empty()) return;
    label(key);
    Setting text = setting(style().body, width);
    text.language = language;
    if (!language.empty()) text.direction = model::Direction::left_to_right;
    if (!language.empty() && style().mirrored()) text.align = text::Align::end;
    y = canvas->text(set(kit(), words, text), x, y, width, style().color.ink) + style().u(2.5);
  }

  void name() {
    Setting large = setting(0, width);
    large.weight = text::Weight::bold;
    large.leading = 0.84;
    large.balance = true;
    const auto name = fit(kit(), kit().pick(contact->name), large, style().title_sizes());
    y = canvas->text(name, x, y, width, style().color.ink) + style().u(4);
    y = draw_open(*canvas, *contact, *clock, x, y, width);
  }

  void hours() {
    const std::string free = kit().pick(contact->hours);
    if (!contact->opening) return labelled("hours", free);
    label("hours");
    y = draw_week(*canvas, *contact->opening, *clock, x, y, width);
    if (!free.empty())
      y = canvas->text(set(kit(), free, setting(style().body, width)), x, y, width,
                       style().color.soft);
    y += style().u(2.5);
  }

  void note() {
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

  void whereabouts() {
    const std::string address = kit().pick(contact->address);
    labelled("address", keep_together(address));
    if (contact->address_as_given != address)
      labelled(address.empty() ? "address" : "address_as_given", contact->address_as_given, "en");
    hours();
    labelled("email", contact->email, "en");
    labelled("web", contact->web, "en");
    note();
  }

  // Whole, in its own shape, but never so tall that it alone fills a screen.
  void picture(const std::optional<model::Picture>& picture) {
    if (!picture || picture->renditions.empty()) return;
    const auto& [blob, wide, high] = picture->renditions.front();
    const int height = std::min(static_cast<int>(std::int64_t{width} * high / wide),
                                std::min(style().width, style().height) * 6 / 10);
    const Color ground = placeholder(style(), style().color.tint);
    canvas->picture(*picture, {x, y, width, height}, ground, style().corner);
    y += height + style().u(3);
  }

  // A word before the number, where the icon alone does not say it; gives the x after it.
  int word(std::string_view key, int start, int row) {
    if (key.empty()) return start;
    const auto word = set(kit(), kit().words->say(key), setting(style().label, 0));
    canvas->line(word, {start, y, word.width, row}, style().color.soft);
    return start + word.width + style().u(2);
  }

  void number(const model::Phone& phone, Icon icon, std::string_view key = {}) {
    const bool large = key.empty();
    const int row = style().u(large ? 12 : 9);
    const int disc = style().u(large ? 8 : 6.5);
    const int inner = disc * 9 / 20;
    const int column = icon_column(style());
    const int dx = x + (column - disc) / 2;
    canvas->box({dx, y + (row - disc) / 2, disc, disc},
                large ? style().color.tint : style().color.wash, disc / 2);
    canvas->icon(icon, {dx + (disc - inner) / 2, y + (row - inner) / 2, inner, inner},
                 large ? style().color.on_tint : style().color.tint);
    const int start = word(key, x + numbers_start(style()), row);
    const int room = x + width - start;
    Setting text = setting(0, room);
    text.lines = 1;
    text.weight = large ? text::Weight::bold : text::Weight::regular;
    const std::array sizes{large ? style().title : style().heading,
                           style().heading,
                           style().lead,
                           style().body,
                           style().label,
                           style().caption};
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
    for (const auto& phone : contact->phones) number(phone, Icon::phone);
    for (const auto& fax : contact->fax) number(fax, Icon::fax, "fax");
    y += style().u(2);
  }

  // Each in the middle of its share of the width, all with squares of one size; the light edge that
  // a code needs is the space around it, where the card is light too.
  void codes() {
    const auto codes = codes_of(kit(), *contact);
    if (codes.empty()) return;
    if (codes.size() > 1 && kit().words->knows("scan_here"))
      y = canvas->text(set(kit(), kit().words->say("scan_here"), setting(style().label, width)), x,
                       y, width, style().color.soft) +
          (style().sight.contrast ? style().u(1) : 0);
    const int gap = style().u(3);
    const auto columns = static_cast<int>(codes.size());
    const int share = (width - (columns - 1) * gap) / columns;
    const int size = std::min(style().u(34), share);
    std::size_t longest = 0;
    int px = style().label;
    for (const Code& code : codes) {
      longest = std::max(longest, code.text.size());
      if (set(kit(), code.caption, setting(style().label, 0)).width > share) px = style().caption;
    }
    int below = y + size;
    int left = x;
    for (const Code& code : codes) {
      canvas->qr(code.text, {left + (share - size) / 2, y, size, size}, longest);
      Setting centred = setting(px, share);
      centred.align = text::Align::center;
      centred.balance = true;
      const auto caption = set(kit(), code.caption, centred);
      below = std::max(below, canvas->text(caption, left, y + size, share, style().color.ink));
      left += share + gap;
    }
    y = below;
  }
};

// The numbers and the codes on a card of their own; gives the y below.
int draw_numbers(Canvas& canvas, const model::Contact& contact, const Clock& clock, int x,
                 int width, int y) {
  const Style& style = canvas.kit().style;
  const int pad = card_pad(style);
  const std::size_t ground = canvas.begin_box();
  Card card{&canvas, &contact, &clock, x + pad, width - 2 * pad, y + pad - style.u(1)};
  card.numbers();
  card.codes();
  const int bottom = card.y + pad - style.u(1);
  canvas.end_box(ground, {x, y, width, bottom - y}, style.color.panel, style.corner);
  return bottom;
}

int card_width(const Style& style, int view) {
  return std::min(style.u(102), (view - 2 * style.margin) * 47 / 100);
}

// Whether each number is whole on a card beside the rest, in letters that are read easily.
bool numbers_fit_beside(const Kit& kit, const model::Contact& contact, int view) {
  const int room = card_width(kit.style, view) - 2 * card_pad(kit.style) - numbers_start(kit.style);
  Setting text;
  text.px = kit.style.body;
  text.width = room;
  text.lines = 1;
  text.weight = text::Weight::bold;
  return std::ranges::none_of(
      contact.phones, [&](const model::Phone& phone) { return set(kit, phone.number, text).cut; });
}

int draw_wide(Canvas& canvas, const model::Contact& contact, const Clock& clock, int view, int y) {
  const Style& style = canvas.kit().style;
  const int gap = style.u(12);
  const int room = view - 2 * style.margin;
  const int second = card_width(style, view);
  Card left{&canvas, &contact, &clock, style.margin, room - second - gap, y};
  left.name();
  left.whereabouts();
  Card right{&canvas, &contact, &clock, style.margin + room - second, second, y};
  right.y = draw_numbers(canvas, contact, clock, right.x, second, y) + style.u(4);
  // The map below the address; the picture where there is room.
  left.picture(contact.map);
  Card& shorter = left.y < right.y ? left : right;
  shorter.picture(contact.picture);
  return std::max(left.y, right.y);
}

int draw_tall(Canvas& canvas, const model::Contact& contact, const Clock& clock, int view, int y) {
  const Style& style = canvas.kit().style;
  Card card{&canvas, &contact, &clock, style.margin, view - 2 * style.margin, y};
  card.name();
  card.y = draw_numbers(canvas, contact, clock, card.x, card.width, card.y) + style.u(5);
  card.whereabouts();
  card.picture(contact.map);
  card.picture(contact.picture);
  return card.y;
}

}  // namespace

Scene contacts(const Kit& kit, const Surround& around, const std::vector<model::Contact>& list,
               const Clock& clock) {
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
    const bool wide = !style.portrait && numbers_fit_beside(kit, list[i], page.w);
    y = wide ? draw_wide(canvas, list[i], clock, page.w, y)
             : draw_tall(canvas, list[i], clock, page.w, y);
  }
  canvas.end_scroll(y + style.u(6));
  return canvas.finish();
}

}  // namespace rohnamo::scene
