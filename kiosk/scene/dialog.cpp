#include <algorithm>
#include <iterator>

#include "kiosk/scene/pages.hpp"

namespace rohnamo::scene {

void ask_still_here(Scene& scene, const Kit& kit, int seconds_left) {
  const Style& style = kit.style;
  Canvas canvas(kit);
  canvas.begin_over();
  canvas.box({0, 0, style.width, style.height}, with_alpha(style.color.ink, 150));
  canvas.target("still_here", {0, 0, style.width, style.height});
  const int width = std::min(style.u(100), style.width - 2 * style.margin);
  const int pad = style.u(7);
  const int inner = width - 2 * pad;
  Setting setting;
  setting.width = inner;
  setting.align = text::Align::center;
  setting.px = style.title;
  setting.weight = text::Weight::bold;
  setting.leading = 0.86;
  const auto question = set(kit, kit.words->say("still_here"), setting);
  setting.px = style.display * 3 / 2;
  setting.leading = 0.8;
  const std::string number = kit.words->say("countdown", {{"n", std::int64_t{seconds_left}}});
  const auto count =
      set(kit, number == "countdown" ? std::to_string(seconds_left) : number, setting);
  const int height = 2 * pad + question.height + style.u(2) + count.height + style.u(4) +
                     style.primary + style.apart + style.primary;
  const int x = (style.width - width) / 2;
  const Rect low = parts_of(style, {0, 0, style.width, style.height}).view;
  int y = low.y + (low.h - height) / 2;
  canvas.box({x, y, width, height}, style.color.paper, style.u(3));
  y = canvas.text(question, x + pad, y + pad, inner, style.color.ink) + style.u(2);
  y = canvas.text(count, x + pad, y, inner, style.color.tint) + style.u(4);
  const auto button = [&](const char* target, const char* words, Icon icon, Look look) {
    draw_button(canvas,
                {target, kit.words->say(words), icon, false, look, style.primary, style.label},
                {x + pad, y, inner, style.primary});
    y += style.primary + style.apart;
  };
  button("still_here", "still_here_yes", Icon::check, Look::filled);
  button("close", "close", Icon::close, Look::plain);
  Scene dialog = canvas.finish();
  scene.over.insert(scene.over.end(), std::make_move_iterator(dialog.over.begin()),
                    std::make_move_iterator(dialog.over.end()));
  scene.targets = std::move(dialog.targets);
}

}  // namespace rohnamo::scene
