#include "kiosk/scene/shown_text.hpp"

#include <array>

namespace rohnamo::scene {
namespace {

text::Paragraph note_text(const Kit& kit, const Heading& heading, int width) {
  Setting setting;
  setting.px = kit.style.caption;
  setting.width = width;
  setting.lines = 2;
  setting.leading = 0.95;
  return set(kit, heading.note, setting);
}

bool has_row(const Heading& heading) {
  return !heading.topic.empty() || !heading.date.empty() || heading.audible;
}

}  // namespace

ShownText shown_text(const Kit& kit, const model::Texts& texts) {
  const auto chosen = model::choose(texts, kit.words->language(), kit.channel->language_order());
  ShownText shown{chosen.text, std::string(chosen.language), kit.style.direction, {}};
  if (shown.language == kit.words->language()) return shown;
  const auto* language = kit.channel->language(shown.language);
  if (language == nullptr) return shown;
  shown.direction = language->direction;
  shown.note = kit.words->say("shown_in", {{"language", language->name}});
  return shown;
}

Setting setting_of(const ShownText& shown, int px, int width) {
  Setting setting;
  setting.px = px;
  setting.width = width;
  setting.language = shown.language;
  setting.direction = shown.direction;
  return setting;
}

Heading story_heading(const Kit& kit, const model::Story& story, const ShownText& shown) {
  Heading heading;
  const model::Topic* topic = kit.channel->topic(story.topic);
  if (topic != nullptr) heading.topic = kit.pick(topic->name);
  if (!story.date.empty()) heading.date = kit.words->story_date(story.date);
  heading.note = shown.note;
  heading.tint = kit.style.topic_tint(*kit.channel, story.topic);
  return heading;
}

Heading notice_heading(const Kit& kit, const model::Notice& notice, const ShownText& shown) {
  const bool urgent = notice.urgency == model::Urgency::urgent;
  const char* kind = urgent && kit.words->knows("urgent_notice") ? "urgent_notice" : "notice";
  const Color tint = urgent ? kit.style.color.urgent : kit.style.color.notice_ink;
  return {kit.words->say(kind), {}, shown.note, tint};
}

int heading_height(const Kit& kit, const Heading& heading, int width) {
  const int row = has_row(heading) ? chip_height(kit.style) : 0;
  if (heading.note.empty()) return row;
  return row + kit.style.u(1.5) + note_text(kit, heading, width).height;
}

int draw_heading(Canvas& canvas, const Heading& heading, int x, int y, int width) {
  const Kit& kit = canvas.kit();
  const Style& style = kit.style;
  int start = x;
  if (!heading.topic.empty())
    start += chip(canvas, heading.topic, heading.tint, x, y) + style.u(2.5);
  if (heading.audible)
    start += icon_chip(canvas, Icon::speaker, heading.tint, start, y) + style.u(2.5);
  if (!heading.date.empty()) {
    Setting setting;
    setting.px = style.caption;
    setting.lines = 1;
    setting.width = x + width - start;
    const std::array sizes{style.caption, style.caption * 7 / 8, style.caption * 3 / 4};
    const auto date = fit(kit, heading.date, setting, sizes);
    if (!date.cut)
      canvas.line(date, {start, y, setting.width, chip_height(style)}, style.color.soft);
  }
  if (has_row(heading)) y += chip_height(style);
  if (heading.note.empty()) return y;
  return canvas.text(note_text(kit, heading, width), x, y + style.u(1.5), width, style.color.soft);
}

}  // namespace rohnamo::scene
