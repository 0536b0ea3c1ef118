#include "kiosk/scene/slide_setup.hpp"

#include <algorithm>
#include <array>

namespace rohnamo::scene {
namespace {

// From the picture that is usual to the one that leaves most to a long text on a small panel; the
// last is for a headline that would be cut beside any other.
constexpr std::array portrait_shares{52, 42, 30, 16};  // percent of the page
constexpr std::array landscape_shares{56, 46, 34, 20};
constexpr std::size_t least_share = portrait_shares.size() - 1;

Split split(const Style& style, Rect page, std::size_t smaller) {
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

constexpr double smallest = 0.6;
constexpr std::array scales{1.0, 0.9, 0.8, 0.7, smallest};

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

int gap_at(const Kit& kit, const model::Text& text, double scale) {
  return text.summary.empty() ? 0 : static_cast<int>(kit.style.u(3.5) * scale);
}

Words words_at(const Kit& kit, const ShownText& shown, int width, double scale) {
  Words words;
  words.headline = set(kit, shown.text->title, headline_setting(kit, shown, width, scale));
  words.summary = set(kit, shown.text->summary, summary_setting(kit, shown, width, scale));
  words.gap = gap_at(kit, *shown.text, scale);
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
    words.headline = cut_to(kit, shown.text->title, smallest_headline(kit, shown, width),
                            words.headline, height);
  words.summary = cut_to(kit, shown.text->summary, smallest_summary(kit, shown, width),
                         words.summary, height - words.headline.height - words.gap);
  // One line of it says too little.
  if (words.summary.line_tops.size() < 2) words.summary = {};
  if (words.whole_headline && words.summary.runs.empty()) {
    words.headline = lone_headline(kit, shown, width, height);
    words.gap = 0;
  }
  return words;
}

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

void invite(Button& button, const Invitation& invitation) {
  button.target = "read:" + invitation.language;
  button.words = invitation.words;
  button.language = invitation.language;
  button.direction = invitation.direction;
}

}  // namespace

Split usual_split(const Style& style, Rect page) {
  return split(style, page, 0);
}

Split smaller_split(const Style& style, Rect page) {
  return split(style, page, 1);
}

Split roomy_split(const Style& style, Rect page) {
  return split(style, page, least_share - 1);
}

Split least_split(const Style& style, Rect page) {
  return split(style, page, least_share);
}

Setting smallest_headline(const Kit& kit, const ShownText& shown, int width) {
  return headline_setting(kit, shown, width, smallest);
}

Setting smallest_summary(const Kit& kit, const ShownText& shown, int width) {
  return summary_setting(kit, shown, width, smallest);
}

int smallest_gap(const Kit& kit, const model::Text& text) {
  return gap_at(kit, text, smallest);
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

Message story_message(const Kit& kit, const Surround& around, const model::Story& story,
                      bool audible) {
  const ShownText shown = shown_text(kit, story.texts);
  Message message{story_heading(kit, story, shown), shown, {}, {}};
  message.heading.audible = audible;
  if (!around.attended) return message;
  message.button = primary(kit, "story:" + story.id, kit.words->say("touch_to_read"), Icon::touch);
  if (around.invitation) invite(*message.button, *around.invitation);
  return message;
}

Message notice_message(const Kit& kit, const Surround& around, const model::Notice& notice) {
  const ShownText shown = shown_text(kit, notice.texts);
  Message message{notice_heading(kit, notice, shown), shown, {}, {}};
  if (!around.attended) return message;
  message.button = primary(kit, "notice:" + notice.id, kit.words->say("read"), Icon::forward);
  if (notice.urgency == model::Urgency::urgent) message.button->look = Look::plain;
  if (!around.pressing) return message;
  message.second = primary(kit, "seen", kit.words->say("seen"), Icon::check);
  message.second->look = Look::bare;
  return message;
}

Heading least_heading(const Heading& heading) {
  return {{}, {}, heading.note, heading.tint};
}

Setup frame(const Kit& kit, const Message& message, const Split& split) {
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
  setup.room = room - head - setup.gap;
  return setup;
}

Setup set_up(const Kit& kit, const Message& message, const Split& split) {
  Setup setup = frame(kit, message, split);
  setup.words = fit_words(kit, message.shown, split.panel.w, setup.room);
  return setup;
}

Setup set_up(const Kit& kit, Message& message, Rect page) {
  Setup setup = set_up(kit, message, usual_split(kit.style, page));
  for (std::size_t smaller = 1; smaller < least_share && !setup.words.whole; ++smaller)
    setup = set_up(kit, message, split(kit.style, page, smaller));
  if (setup.words.whole_headline) return setup;
  message.heading = least_heading(message.heading);
  setup = set_up(kit, message, setup.split);
  if (setup.words.whole_headline) return setup;
  return set_up(kit, message, split(kit.style, page, least_share));
}

}  // namespace rohnamo::scene
