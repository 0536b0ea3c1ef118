#include <algorithm>
#include <array>

#include "kiosk/scene/motif.hpp"
#include "kiosk/scene/pages.hpp"
#include "kiosk/scene/shown_text.hpp"

namespace rohnamo::scene {
namespace {

struct Cell {
  const model::Story* story;
  ShownText shown;
  text::Paragraph topic, title;
  Color tint;
};

Cell make_cell(const Kit& kit, const model::Story& story, int width) {
  Cell cell{&story, shown_text(kit, story.texts), {}, {}, {}};
  const Heading heading = story_heading(kit, story, cell.shown);
  cell.tint = heading.tint;
  Setting setting;
  setting.width = width;
  setting.lines = 1;
  setting.px = kit.style.caption;
  setting.weight = text::Weight::bold;
  cell.topic = set(kit, heading.topic, setting);
  setting.lines = 4;
  setting.leading = 0.9;
  setting.balance = true;
  setting.language = cell.shown.language;
  setting.direction = cell.shown.direction;
  const std::array sizes{kit.style.lead, kit.style.body, kit.style.label};
  cell.title = fit(kit, cell.shown.text->title, setting, sizes);
  return cell;
}

int cell_height(const Style& style, const Cell& cell, int picture) {
  return picture + style.u(2) + cell.topic.height + style.u(0.5) + cell.title.height;
}

void draw_cell(Canvas& canvas, const Cell& cell, Rect rect, int picture) {
  const Style& style = canvas.kit().style;
  draw_picture(canvas, cell.story->picture, {rect.x, rect.y, rect.w, picture}, cell.tint,
               style.corner);
  int y = rect.y + picture + style.u(2);
  y = canvas.text(cell.topic, rect.x, y, rect.w, cell.tint) + style.u(0.5);
  canvas.text(cell.title, rect.x, y, rect.w, style.color.ink);
  canvas.target("story:" + cell.story->id, rect, style.corner);
}

// Back and on through a long list; gives the y below.
int draw_more(Canvas& canvas, const Grid& grid, int view, int y) {
  const Kit& kit = canvas.kit();
  const Style& style = kit.style;
  if (!grid.earlier && !grid.later) return y;
  const auto button = [&](std::size_t first, const char* words, Icon icon) {
    return Button{"more:" + std::to_string(first),
                  kit.words->say(words),
                  icon,
                  true,
                  Look::plain,
                  style.primary,
                  style.label};
  };
  if (grid.earlier) {
    const Button earlier = button(*grid.earlier, "previous", Icon::back);
    draw_button(canvas, earlier, {style.margin, y, button_width(kit, earlier), style.primary});
  }
  if (grid.later) {
    const Button later = button(*grid.later, "next", Icon::forward);
    const int width = button_width(kit, later);
    draw_button(canvas, later, {view - style.margin - width, y, width, style.primary});
  }
  return y + style.primary;
}

}  // namespace

Scene home(const Kit& kit, const Surround& around, const Grid& grid) {
  Canvas canvas(kit);
  const Style& style = kit.style;
  const Rect page = draw_titled(canvas, around, kit.words->say("stories"), style.color.tint);
  canvas.begin_scroll(page);
  int y = style.u(style.compact ? 3 : 5);
  if (!style.low_controls) {
    Setting setting;
    setting.px = style.title;
    setting.weight = text::Weight::bold;
    setting.width = page.w - 2 * style.margin;
    y = canvas.text(set(kit, kit.words->say("stories"), setting), style.margin, y, setting.width,
                    style.color.ink) +
        style.u(3);
  }
  const int columns = style.portrait ? 2 : 3;
  const int gap = style.u(style.portrait ? 4 : 5);
  const int width = (page.w - 2 * style.margin - gap * (columns - 1)) / columns;
  const int picture = width * 5 / 8;
  for (std::size_t i = 0; i < grid.stories.size();) {
    std::vector<Cell> row;
    int tallest = 0;
    for (int c = 0; c < columns && i < grid.stories.size(); ++c, ++i) {
      row.push_back(make_cell(kit, grid.stories[i], width));
      tallest = std::max(tallest, cell_height(style, row.back(), picture));
    }
    int x = style.margin;
    for (const Cell& cell : row) {
      draw_cell(canvas, cell, {x, y, width, tallest}, picture);
      x += width + gap;
    }
    y += tallest + style.u(6);
  }
  y = draw_more(canvas, grid, page.w, y);
  canvas.end_scroll(y + style.u(4));
  return canvas.finish();
}

}  // namespace rohnamo::scene
