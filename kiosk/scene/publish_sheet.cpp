#include "kiosk/scene/publish_sheet.hpp"

#include <utility>

#include "kiosk/scene/question.hpp"

namespace rohnamo::scene {
namespace {

text::Wording english(const std::string& timezone) {
  return {{"en", "English", "en", model::Direction::left_to_right, {}},
          {"en",
           {{"publish", "Publish"},
            {"not_now", "Not now"},
            {"close", "Close"},
            {"more", "and {n} more"}}},
          timezone};
}

Question::Words line(const Kit& kit, std::string_view words) {
  constexpr int most_lines = 4;  // the path of a file, what is wrong, and what to do
  const Style& style = kit.style;
  Setting setting;
  setting.width = question_width(style);
  setting.px = style.caption;
  setting.lines = most_lines;
  return {set(kit, words, setting), style.color.ink, style.u(1)};
}

int height(const Question::Words& words) {
  return words.paragraph.height + words.below;
}

// As many as there is room for, and how many more there are.
void add_lines(Question& question, const Kit& kit, const std::vector<std::string>& lines,
               int room) {
  const auto more = [&](std::size_t shown) {
    Question::Words words =
        line(kit, kit.words->say("more", {{"n", static_cast<std::int64_t>(lines.size() - shown)}}));
    words.color = kit.style.color.soft;
    return words;
  };
  const int last = height(more(0));
  for (std::size_t i = 0; i < lines.size(); ++i) {
    Question::Words words = line(kit, lines[i]);
    room -= height(words);
    if (room < (i + 1 < lines.size() ? last : 0)) return question.words.push_back(more(i));
    question.words.push_back(std::move(words));
  }
}

}  // namespace

void draw_publish_sheet(Scene& scene, const Kit& page, const PublishSheet& sheet) {
  const text::Wording words = english(page.channel->timezone);
  Kit kit = page;
  kit.words = &words;
  kit.style.direction = words.direction();
  const Style& style = kit.style;
  Setting setting;
  setting.width = question_width(style);
  setting.px = style.heading;
  setting.weight = text::Weight::bold;
  setting.leading = 0.9;
  setting.lines = 2;
  Question question{{{set(kit, sheet.title, setting), style.color.ink, style.u(3)}},
                    {"sheet_close", "close", Icon::close},
                    {},
                    "sheet_aside"};
  if (sheet.offers) {
    question.usual = {"publish", "publish", Icon::check};
    question.other = Answer{"sheet_close", "not_now", Icon::close};
  }
  const int below = style.u(3);
  add_lines(question, kit, sheet.lines,
            question_height(style) - height(question.words.front()) - below);
  question.words.back().below += below;
  ask(scene, kit, question);
}

}  // namespace rohnamo::scene
