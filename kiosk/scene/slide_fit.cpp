#include "kiosk/scene/slide_fit.hpp"

#include <algorithm>
#include <functional>
#include <vector>

#include "content/base/utf8.hpp"

namespace rohnamo::scene {
namespace {

Rect page_of(const Kit& kit, const Surround& around) {
  Canvas canvas(kit);
  return draw_surround(canvas, around);
}

Surround without_bar(Surround around) {
  around.notice.reset();
  return around;
}

// The bytes before the end of each word.
std::vector<std::size_t> word_ends(std::string_view text) {
  std::vector<std::size_t> ends;
  for (std::size_t at = 0; at < text.size(); ++at)
    if (text[at] != ' ' && (at + 1 == text.size() || text[at + 1] == ' ')) ends.push_back(at + 1);
  return ends;
}

// As many of the first words as fit.
std::string first_words(const std::string& text,
                        const std::function<bool(const std::string&)>& fits) {
  const auto ends = word_ends(text);
  const auto last = std::partition_point(
      ends.begin(), ends.end(), [&](std::size_t end) { return fits(text.substr(0, end)); });
  return last == ends.begin() ? std::string() : text.substr(0, *std::prev(last));
}

// As set() would lay it out, but for what a bound does not go by.
text::ParagraphStyle style_of(const Kit& kit, const ShownText& shown, const Setting& setting) {
  text::ParagraphStyle style;
  style.px = kit.style.size_for(shown.direction, setting.px);
  style.max_width = setting.width;
  style.weight = setting.weight;
  return style;
}

int headline_height(const Kit& kit, const ShownText& shown, int width, const std::string& title) {
  return set(kit, title, smallest_headline(kit, shown, width)).height;
}

int summary_height(const Kit& kit, const ShownText& shown, int width, const std::string& summary) {
  return set(kit, summary, smallest_summary(kit, shown, width)).height;
}

}  // namespace

SlideFit::SlideFit(const Kit& kit, const Surround& around, text::MostLines& most_lines)
    : kit_(kit),
      around_(around),
      of_notice_(without_bar(around)),
      page_(page_of(kit_, around_)),
      notice_page_(page_of(kit_, of_notice_)),
      most_lines_(&most_lines) {}

ShownText SlideFit::shown(const model::Text& text) const {
  return {&text, kit_.words->language(), kit_.style.direction, {}};
}

SlideCut SlideFit::of(const model::Story& story) {
  return cut(story.texts.at(kit_.words->language()), page_, story_,
             [&] { return story_message(kit_, around_, story, true); });
}

SlideCut SlideFit::of(const model::Notice& notice) {
  of_notice_.pressing = notice.urgency == model::Urgency::urgent;
  return cut(notice.texts.at(kit_.words->language()), notice_page_,
             of_notice_.pressing ? urgent_ : notice_,
             [&] { return notice_message(kit_, of_notice_, notice); });
}

template <class Make>
SlideCut SlideFit::cut(const model::Text& text, Rect page, std::optional<Space>& space,
                       const Make& make) {
  if (!space) {
    const Split roomy = roomy_split(kit_.style, page);
    space = Space{roomy.panel.w, frame(kit_, make(), roomy).room};
  }
  if (certainly_whole(shown(text), *space)) return {};
  return look(make(), page, *space);
}

bool SlideFit::certainly_whole(const ShownText& shown, Space space) {
  const Setting headline = smallest_headline(kit_, shown, space.width);
  const Setting summary = smallest_summary(kit_, shown, space.width);
  return most_lines_->of(shown.text->title, style_of(kit_, shown, headline)).height +
             smallest_gap(kit_, *shown.text) +
             most_lines_->of(shown.text->summary, style_of(kit_, shown, summary)).height <=
         space.height;
}

// First at the smallest sizes beside the smallest picture, then as the slide does it.
SlideCut SlideFit::look(Message message, Rect page, Space space) const {
  const ShownText shown = message.shown;
  const model::Text& text = *shown.text;
  const int room = space.height - smallest_gap(kit_, text);
  int left = room - headline_height(kit_, shown, space.width, text.title);
  const auto stands = [&](const std::string& summary) {
    return summary_height(kit_, shown, space.width, summary) <= left;
  };
  if (stands(text.summary)) return {};
  const Words words = set_up(kit_, message, page).words;
  if (words.whole) return {};
  SlideCut cut;
  if (!words.whole_headline) {
    message.heading = least_heading(message.heading);
    const Split least = least_split(kit_.style, page);
    const int lone = frame(kit_, message, least).room;
    const std::string title = first_words(text.title, [&](const std::string& part) {
      return headline_height(kit_, shown, least.panel.w, part) <= lone;
    });
    cut.headline = base::utf8::characters(title);
    left = room - headline_height(kit_, shown, space.width, title);
  }
  if (!text.summary.empty())
    cut.summary = base::utf8::characters(first_words(text.summary, stands));
  return cut;
}

}  // namespace rohnamo::scene
