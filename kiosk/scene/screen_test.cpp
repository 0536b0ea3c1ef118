#include <algorithm>
#include <array>

#include "kiosk/scene/staff.hpp"

namespace rohnamo::scene {
namespace {

constexpr std::array<Color, deck::test_colours> colours{
    Color{255, 0, 0, 255}, Color{0, 255, 0, 255}, Color{0, 0, 255, 255}, Color{255, 255, 255, 255},
    Color{0, 0, 0, 255}};
constexpr Color dark{28, 32, 38, 255};
constexpr Color lines{96, 104, 116, 255};
constexpr Color touched{120, 210, 150, 255};
constexpr Color words{255, 255, 255, 255};
constexpr auto across = static_cast<int>(deck::test_grid);

// As it lies on the panel, whichever way the page is read.
Rect field(const Style& style, int column, int row) {
  const int x = column * style.width / across;
  const int y = row * style.height / across;
  return {x, y, (column + 1) * style.width / across - x, (row + 1) * style.height / across - y};
}

}  // namespace

Scene screen_test(const Kit& kit, int step, const deck::TestFields& fields) {
  Canvas canvas(kit);
  const Style& style = kit.style;
  if (step < deck::test_colours) {
    canvas.box({0, 0, style.width, style.height}, colours.at(static_cast<std::size_t>(step)));
    return canvas.finish();
  }
  Setting setting;
  setting.px = style.label;
  setting.width = std::min(style.width - 2 * style.margin, style.u(110));
  setting.align = text::Align::center;
  setting.balance = true;
  const auto hint = set(kit, kit.words->say("staff_test_draw"), setting);
  const int x = (style.width - setting.width) / 2;
  const int top = style.height / 2 - hint.height - style.u(3);
  canvas.begin_over();
  const int air = style.u(2);
  canvas.box({x - air, top - air, setting.width + 2 * air, hint.height + 2 * air}, dark,
             style.corner);
  canvas.text(hint, x, top, setting.width, words);
  Button done{"test_end", kit.words->say("done"), Icon::check, false, Look::filled};
  done.height = style.primary;
  done.px = style.label;
  const int width = button_width(kit, done);
  draw_button(canvas, done,
              {(style.width - width) / 2, style.height / 2 + style.u(2), width, done.height});
  Scene scene = canvas.finish();
  scene.background = dark;
  const int hair = std::max(1, style.u(0.125));
  for (int row = 0; row < across; ++row)
    for (int column = 0; column < across; ++column) {
      const Rect rect = field(style, column, row);
      const auto index = static_cast<std::size_t>(row) * across + static_cast<std::size_t>(column);
      if (fields.test(index)) scene.marks.emplace_back(Box{rect, touched, 0});
      scene.marks.emplace_back(Box{{rect.x, rect.y, rect.w, hair}, lines, 0});
      scene.marks.emplace_back(Box{{rect.x, rect.y, hair, rect.h}, lines, 0});
    }
  return scene;
}

}  // namespace rohnamo::scene
