// The languages of the channel, each by its own name; a touch changes to it. Private to this
// folder.
#pragma once

#include <vector>

#include "kiosk/scene/canvas.hpp"

namespace rohnamo::scene {

class LanguageBar {
 public:
  // In as few rows of `room` pixels as can be: with less air, then in smaller type.
  LanguageBar(const Kit& kit, int room);

  // Of the one row, pixels.
  [[nodiscard]] int width() const;
  // Of the rows that a bar of this width needs, pixels.
  [[nodiscard]] int height(int room) const;
  // Rows as wide as the bar from its top on; gives the y below.
  int draw(Canvas& canvas, Rect bar) const;

 private:
  struct Pill {
    const model::Language* language;
    text::Paragraph name;
    int width;
  };
  struct Row {
    std::size_t first, last;  // pills from first up to, not with, last
    int natural;              // pixels
  };
  void set_names(const Kit& kit, int px, int padding);
  [[nodiscard]] std::vector<Row> rows(int room) const;
  void draw_pill(Canvas& canvas, const Pill& pill, Rect rect) const;

  std::vector<Pill> pills_;
  int high_, apart_;
};

}  // namespace rohnamo::scene
