// A question over a page, on a card with one answer or two, one below the other. Private to this
// folder.
#pragma once

#include <optional>
#include <vector>

#include "kiosk/scene/canvas.hpp"

namespace rohnamo::scene {

struct Answer {
  const char* target;
  const char* words;  // their key
  Icon icon;
};

struct Question {
  struct Words {
    text::Paragraph paragraph;  // as wide as question_width()
    Color color;
    int below;  // pixels up to what follows
  };
  std::vector<Words> words;
  Answer usual;
  std::optional<Answer> other;
  const char* beside;  // the target of a touch beside the card
};

int question_width(const Style& style);
// What the words may have beside two answers, with what lies below each.
int question_height(const Style& style);
// The page's own targets are covered.
void ask(Scene& scene, const Kit& kit, const Question& question);

}  // namespace rohnamo::scene
