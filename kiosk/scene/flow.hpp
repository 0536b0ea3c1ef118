// A story's body in one column: blocks one under the other, with the places where a page may end.
#pragma once

#include <string>
#include <vector>

#include "content/model/document.hpp"
#include "kiosk/scene/canvas.hpp"

namespace rohnamo::scene {

// One thing of the column, before it is placed: everything as for left-to-right reading.
struct Piece {
  struct Words {
    text::Paragraph paragraph;  // one or several lines
    int width;
    Color color;
  };
  int x = 0, y = 0;
  std::variant<Words, Box> what;
  [[nodiscard]] int height() const;
};

// A stretch of the column: 0, height for all of it.
struct Stretch {
  int from = 0, to = 0;
};

struct Flow {
  std::vector<Piece> pieces;
  std::vector<int> breaks;     // where a page may end: y between two lines, ascending
  std::vector<int> tops;       // where a line begins, for each line
  std::vector<Stretch> keeps;  // what looks best on one page: boxes
  std::size_t characters = 0;
  int height = 0;
};

struct Column {
  int width = 0;
  int px = 0;
  std::string language;
  model::Direction direction = model::Direction::left_to_right;
};

Flow flow(const Kit& kit, const model::Document& document, const Column& column);
// A table in a column that begins at y 0.
Flow flow_table(const Kit& kit, const model::Block& table, const Column& column);

void draw_flow(Canvas& canvas, const Flow& flow, int x, int y, Stretch stretch);
// The stretches of a column that fill pages of `page` pixels each.
std::vector<Stretch> paginate(const Flow& flow, int page);

}  // namespace rohnamo::scene
