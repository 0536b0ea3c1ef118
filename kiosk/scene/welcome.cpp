#include <algorithm>
#include <array>
#include <vector>

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

text::Paragraph set_words(const Kit& kit, const Greeting& words, int px, text::Weight weight) {
  Setting setting;
  setting.px = px;
  setting.weight = weight;
  setting.width = kit.style.width - 2 * kit.style.margin;
  setting.align = text::Align::center;
  setting.language = words.language;
  setting.direction = words.direction;
  return set(kit, words.words, setting);
}

}  // namespace

Scene welcome(const Kit& kit) {
  Canvas canvas(kit);
  const Style& style = kit.style;
  const Greeting product{"Роҳнамо", "tg", model::Direction::left_to_right};
  const auto name = set_words(kit, product, style.display, text::Weight::bold);
  std::vector<text::Paragraph> words;
  int height = style.u(5) + name.height + style.u(2);
  for (const Greeting& greeting : greetings) {
    words.push_back(set_words(kit, greeting, style.u(4.5), text::Weight::regular));
    height += words.back().height;
  }
  const int motif = std::min(style.u(36), style.height - height - 2 * style.margin);
  int y = (style.height - motif - height) / 2;
  draw_motif(canvas, {(style.width - motif) / 2, y, motif, motif}, style.color.tint, motif / 10);
  y += motif + style.u(5);
  const int width = style.width - 2 * style.margin;
  y = canvas.text(name, style.margin, y, width, style.color.tint) + style.u(2);
  for (const auto& line : words) y = canvas.text(line, style.margin, y, width, style.color.soft);
  return canvas.finish();
}

}  // namespace rohnamo::scene
