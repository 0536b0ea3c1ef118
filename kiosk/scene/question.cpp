#include "kiosk/scene/question.hpp"

#include <algorithm>
#include <iterator>

#include "kiosk/scene/surround.hpp"

namespace rohnamo::scene {
namespace {

int pad(const Style& style) {
  return style.u(style.compact ? 4 : 7);
}

// Where nothing must be reached above it.
Rect place_in(const Style& style) {
  return parts_of(style, {0, 0, style.width, style.height}).view;
}

// The card without its words.
int bare_height(const Style& style, bool two_answers) {
  const int usual = 2 * pad(style) + style.primary;
  return two_answers ? usual + style.apart + style.primary : usual;
}

}  // namespace

int question_width(const Style& style) {
  return std::min(style.u(100), style.width - 2 * style.margin) - 2 * pad(style);
}

int question_height(const Style& style) {
  return place_in(style).h - bare_height(style, true) - 2 * style.u(1);
}

void ask(Scene& scene, const Kit& kit, const Question& question) {
  const Style& style = kit.style;
  Canvas canvas(kit);
  canvas.begin_over();
  canvas.box({0, 0, style.width, style.height}, style.color.veil);
  canvas.target(question.beside, {0, 0, style.width, style.height});
  const int inner = question_width(style);
  const int width = inner + 2 * pad(style);
  int height = bare_height(style, question.other.has_value());
  for (const auto& words : question.words) height += words.paragraph.height + words.below;
  const Rect low = place_in(style);
  const int x = (style.width - width) / 2 + pad(style);
  int y = low.y + (low.h - height) / 2;
  const int edge = std::max(1, style.u(0.25));
  canvas.box({x - pad(style) - edge, y - edge, width + 2 * edge, height + 2 * edge},
             style.color.line, style.u(3) + edge);
  canvas.box({x - pad(style), y, width, height}, style.color.paper, style.u(3));
  y += pad(style);
  for (const auto& words : question.words)
    y = canvas.text(words.paragraph, x, y, inner, words.color) + words.below;
  const auto button = [&](const Answer& answer, Look look) {
    draw_button(canvas,
                {answer.target, kit.words->say(answer.words), answer.icon, false, look,
                 style.primary, style.label},
                {x, y, inner, style.primary});
    y += style.primary + style.apart;
  };
  button(question.usual, Look::filled);
  if (question.other) button(*question.other, Look::plain);
  Scene dialog = canvas.finish();
  scene.over.insert(scene.over.end(), std::make_move_iterator(dialog.over.begin()),
                    std::make_move_iterator(dialog.over.end()));
  scene.targets = std::move(dialog.targets);
}

}  // namespace rohnamo::scene
