#include <algorithm>
#include <numeric>

#include "kiosk/scene/flow.hpp"

namespace rohnamo::scene {
namespace {

struct Cell {
  text::Paragraph paragraph;
  int width;
};

Setting cell_setting(const Column& column, bool head, int width) {
  Setting setting;
  setting.px = column.px * 9 / 10;
  setting.width = width;
  setting.weight = head ? text::Weight::bold : text::Weight::regular;
  setting.language = column.language;
  setting.direction = column.direction;
  return setting;
}

// Columns as wide as their longest cell where there is room, else in proportion to it.
std::vector<int> column_widths(const Kit& kit, const model::Block& table, const Column& column,
                               int gap) {
  std::size_t columns = 1;
  for (const auto& row : table.rows) columns = std::max(columns, row.size());
  std::vector<int> natural(columns, column.px * 2);
  for (std::size_t r = 0; r < table.rows.size(); ++r)
    for (std::size_t c = 0; c < table.rows[r].size(); ++c) {
      const int width = set(kit, table.rows[r][c], cell_setting(column, r == 0, 0)).width;
      natural[c] = std::max(natural[c], std::min(width + 1, column.width * 3 / 4));
    }
  const int room = column.width - gap * static_cast<int>(columns - 1);
  const int sum = std::accumulate(natural.begin(), natural.end(), 0);
  for (int& width : natural)
    width = static_cast<int>(static_cast<std::int64_t>(width) * room / sum);
  return natural;
}

}  // namespace

Flow flow_table(const Kit& kit, const model::Block& table, const Column& column) {
  Flow flow;
  const int gap = column.px;
  const int pad = column.px * 2 / 5;
  const int hair = std::max(1, column.px / 20);
  const auto widths = column_widths(kit, table, column, gap);
  int y = 0;
  for (std::size_t r = 0; r < table.rows.size(); ++r) {
    int x = 0;
    int tallest = 0;
    flow.tops.push_back(y);
    if (r > 1) flow.breaks.push_back(y);
    for (std::size_t c = 0; c < table.rows[r].size(); ++c) {
      auto cell = set(kit, table.rows[r][c], cell_setting(column, r == 0, widths[c]));
      tallest = std::max(tallest, cell.height);
      for (const auto& span : table.rows[r][c]) flow.characters += span.text.size();
      flow.pieces.push_back(
          {x, y + pad, Piece::Words{std::move(cell), widths[c], kit.style.color.ink}});
      x += widths[c] + gap;
    }
    y += tallest + 2 * pad;
    const Color color = r == 0 ? kit.style.color.tint : kit.style.color.line;
    flow.pieces.push_back({0, y, Box{{0, 0, column.width, hair}, color, 0}});
    y += hair;
  }
  flow.height = y;
  return flow;
}

}  // namespace rohnamo::scene
