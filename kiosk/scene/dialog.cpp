#include <utility>

#include "kiosk/scene/pages.hpp"
#include "kiosk/scene/question.hpp"

namespace rohnamo::scene {

void ask_still_here(Scene& scene, const Kit& kit, int seconds_left) {
  const Style& style = kit.style;
  Setting setting;
  setting.width = question_width(style);
  setting.align = text::Align::center;
  setting.px = style.title;
  setting.weight = text::Weight::bold;
  setting.leading = 0.86;
  auto question = set(kit, kit.words->say("still_here"), setting);
  setting.px = style.display * 3 / 2;
  setting.leading = 0.8;
  const std::string number = kit.words->say("countdown", {{"n", std::int64_t{seconds_left}}});
  auto count = set(kit, number == "countdown" ? std::to_string(seconds_left) : number, setting);
  ask(scene, kit,
      {{{std::move(question), style.color.ink, style.u(2)},
        {std::move(count), style.color.tint, style.u(4)}},
       {"still_here", "still_here_yes", Icon::check},
       Answer{"close", "close", Icon::close},
       "still_here"});
}

}  // namespace rohnamo::scene
