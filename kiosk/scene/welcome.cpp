#include <algorithm>
#include <array>

#include "kiosk/scene/motif.hpp"
#include "kiosk/scene/pages.hpp"

namespace rohnamo::scene {
namespace {

// What there is to say before any channel has come, in the languages of the product's first home.
struct Greeting {
  const char* words;
  const char* language;
  model::Direction direction;
};
constexpr std::array greetings{
    Greeting{"Хуш омадед", "tg", model::Direction::left_to_right},
    Greeting{"Добро пожаловать", "ru", model::Direction::left_to_right},
    Greeting{"Xush kelibsiz", "uz", model::Direction::left_to_right},
    Greeting{"خوش آمدید", "fa", model::Direction::right_to_left},
    Greeting{"Welcome", "en", model::Direction::left_to_right},
};

int draw_words(Canvas& canvas, const Greeting& words, int px, text::Weight weight, Color color,
               int y) {
  const Style& style = canvas.kit().style;
  Setting setting;
  setting.px = px;
  setting.weight = weight;
  setting.width = style.width - 2 * style.margin;
  setting.align = text::Align::center;
  setting.language = words.language;
  setting.direction = words.direction;
  return canvas.text(set(canvas.kit(), words.words, setting), style.margin, y, setting.width,
                     color);
}

}  // namespace

Scene welcome(const Kit& kit) {
  Canvas canvas(kit);
  const Style& style = kit.style;
  const int motif = style.u(36);
  int y = style.height / 2 - style.u(48);
  draw_motif(canvas, {(style.width - motif) / 2, y, motif, motif}, style.color.tint, motif / 10);
  y += motif + style.u(5);
  const Greeting name{"Роҳнамо", "tg", model::Direction::left_to_right};
  y = draw_words(canvas, name, style.display, text::Weight::bold, style.color.tint, y) + style.u(2);
  for (const Greeting& greeting : greetings)
    y = draw_words(canvas, greeting, style.u(4.5), text::Weight::regular, style.color.soft, y);
  return canvas.finish();
}

}  // namespace rohnamo::scene
