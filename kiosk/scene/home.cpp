#include <algorithm>
#include <array>

#include "kiosk/scene/motif.hpp"
#include "kiosk/scene/pages.hpp"
#include "kiosk/scene/shown_text.hpp"

namespace rohnamo::scene {
namespace {

constexpr int most_columns = 4;
constexpr int narrowest = 10;  // times the size of a title's letters

// The stories of one topic that are on this page; nullptr: of none.
struct Group {
  const model::Topic* topic;
  std::vector<const model::Story*> stories;
};

// By topic as the channel has them, those without one last.
std::vector<Group> grouped(const model::Channel& channel, const std::vector<model::Story>& all) {
  std::vector<Group> groups;
  for (const auto& topic : channel.topics) groups.push_back({&topic, {}});
  groups.push_back({nullptr, {}});
  for (const model::Story& story : all) {
    const auto group = std::ranges::find(groups, channel.topic(story.topic), &Group::topic);
    group->stories.push_back(&story);
  }
  std::erase_if(groups, [](const Group& group) { return group.stories.empty(); });
  return groups;
}

struct Cell {
  const model::Story* story;
  text::Paragraph title;
  Color tint;
  int column;
};

// A topic's name above the cells that are its own.
struct Title {
  text::Paragraph words;
  Color tint;
  int column, columns;
};

struct Row {
  std::vector<Title> titles;
  std::vector<Cell> cells;
};

class Layout {
 public:
  Layout(Canvas& canvas, const Rect& view) : canvas_(&canvas) {
    const Style& style = this->style();
    const int room = view.w - 2 * style.margin;
    const int letter = style.size_for(model::Direction::left_to_right, style.body);
    gap_ = style.u(4);
    columns_ = std::clamp((room + gap_) / (narrowest * letter + gap_), 1, most_columns);
    width_ = (room - gap_ * (columns_ - 1)) / columns_;
    // On a low view a story's picture leaves room for its title.
    high_ = std::min(width_ * 5 / 8, view.h * 6 / 10);
  }

  // A group begins in a row that has room for all of it, else in one of its own.
  void add(const Group& group) {
    const auto count = static_cast<int>(group.stories.size());
    if (rows_.empty() || column_ + count > columns_) begin_row();
    rows_.back().titles.push_back(title(group, std::min(count, columns_)));
    for (const model::Story* story : group.stories) {
      if (column_ == columns_) begin_row();
      rows_.back().cells.push_back(cell(*story, group));
      ++column_;
    }
    if (count > columns_) column_ = columns_;  // what follows has a heading, the last row has none
  }

  int draw(int y) const {
    for (const Row& row : rows_) y = draw(row, y);
    return y;
  }

 private:
  [[nodiscard]] const Kit& kit() const { return canvas_->kit(); }
  [[nodiscard]] const Style& style() const { return kit().style; }
  [[nodiscard]] int left(int column) const { return style().margin + column * (width_ + gap_); }
  [[nodiscard]] int span(int columns) const { return columns * (width_ + gap_) - gap_; }

  void begin_row() {
    rows_.emplace_back();
    column_ = 0;
  }

  [[nodiscard]] Color tint_of(const Group& group) const {
    return group.topic == nullptr ? style().color.tint
                                  : style().topic_tint(*kit().channel, group.topic->id);
  }

  [[nodiscard]] Title title(const Group& group, int columns) const {
    Setting setting;
    setting.width = span(columns);
    setting.lines = 2;
    setting.weight = text::Weight::bold;
    setting.leading = 0.9;
    const std::string words =
        group.topic == nullptr ? kit().words->say("stories") : kit().pick(group.topic->name);
    const std::array sizes{style().lead, style().body, style().label};
    return {fit(kit(), words, setting, sizes), tint_of(group), column_, columns};
  }

  [[nodiscard]] Cell cell(const model::Story& story, const Group& group) const {
    const ShownText shown = shown_text(kit(), story.texts);
    Setting setting = setting_of(shown, 0, width_);
    setting.weight = text::Weight::bold;
    setting.lines = 4;
    setting.leading = 0.9;
    setting.balance = true;
    const std::array sizes{style().body, style().label};
    return {&story, fit(kit(), shown.text->title, setting, sizes), tint_of(group), column_};
  }

  int draw_titles(const Row& row, int y) const {
    if (row.titles.empty()) return y;
    const int bar = style().u(0.5);
    int tallest = 0;
    for (const Title& title : row.titles) {
      const int x = left(title.column);
      const int width = span(title.columns);
      canvas_->box({x, y, width, bar}, title.tint, bar / 2);
      canvas_->text(title.words, x, y + bar + style().u(1), width, title.tint);
      tallest = std::max(tallest, title.words.height);
    }
    return y + bar + style().u(1) + tallest + style().u(1.5);
  }

  int draw(const Row& row, int y) const {
    y = draw_titles(row, y);
    int tallest = 0;
    for (const Cell& cell : row.cells) tallest = std::max(tallest, cell.title.height);
    const int height = high_ + style().u(2) + tallest;
    for (const Cell& cell : row.cells) draw(cell, {left(cell.column), y, width_, height});
    return y + height + style().u(6);
  }

  void draw(const Cell& cell, Rect rect) const {
    draw_picture(*canvas_, cell.story->picture, {rect.x, rect.y, rect.w, high_}, cell.tint,
                 style().corner);
    canvas_->text(cell.title, rect.x, rect.y + high_ + style().u(2), rect.w, style().color.ink);
    canvas_->target("story:" + cell.story->id, rect, style().corner);
  }

  Canvas* canvas_;
  int columns_ = 1, gap_ = 0, width_ = 0;
  int high_ = 0;  // of a picture
  int column_ = 0;
  std::vector<Row> rows_;
};

// To each topic of a list of several pages; gives the y below.
int draw_jumps(Canvas& canvas, const Grid& grid, int view, int y) {
  const Kit& kit = canvas.kit();
  const Style& style = kit.style;
  if (grid.topics.empty()) return y;
  int x = style.margin;
  for (const Grid::Jump& jump : grid.topics) {
    const model::Topic* topic = kit.channel->topic(jump.topic);
    if (topic == nullptr) continue;
    Button button{"topic:" + std::to_string(jump.first), kit.pick(topic->name), std::nullopt};
    button.height = style.target;
    button.px = style.label;
    const bool here = std::ranges::any_of(
        grid.stories, [&](const auto& story) { return story.topic == jump.topic; });
    if (here) button.look = Look::current;
    const int width = std::min(button_width(kit, button), view - 2 * style.margin);
    if (x != style.margin && x + width > view - style.margin) {
      x = style.margin;
      y += style.target + style.apart;
    }
    draw_button(canvas, button, {x, y, width, style.target});
    x += width + style.apart;
  }
  return y + style.target + style.u(5);
}

// Back and on through a long list: beside each other, or what leads on above the other where their
// words need the width. Gives the y below.
int draw_more(Canvas& canvas, const Grid& grid, int view, int y) {
  const Kit& kit = canvas.kit();
  const Style& style = kit.style;
  const int room = view - 2 * style.margin;
  const auto button = [&](std::size_t first, const char* words, Icon icon) {
    return Button{"more:" + std::to_string(first),
                  kit.words->say(words),
                  icon,
                  true,
                  Look::plain,
                  style.primary,
                  style.label};
  };
  int free = room;
  if (grid.later) {
    const Button later = button(*grid.later, "next", Icon::forward);
    const int width = std::min(button_width(kit, later), room);
    draw_button(canvas, later, {style.margin + room - width, y, width, style.primary});
    free -= width + style.apart;
  }
  if (grid.earlier) {
    const Button earlier = button(*grid.earlier, "previous", Icon::back);
    const int width = std::min(button_width(kit, earlier), room);
    if (width > free) y += style.primary + style.apart;
    draw_button(canvas, earlier, {style.margin, y, width, style.primary});
  }
  return grid.later || grid.earlier ? y + style.primary : y;
}

}  // namespace

Scene home(const Kit& kit, const Surround& around, const Grid& grid) {
  Canvas canvas(kit);
  const Style& style = kit.style;
  const Rect page = draw_titled(canvas, around, kit.words->say("stories"), style.color.tint);
  canvas.begin_scroll(page);
  int y = draw_jumps(canvas, grid, page.w, style.u(style.compact ? 3 : 5));
  Layout layout(canvas, page);
  for (const Group& group : grouped(*kit.channel, grid.stories)) layout.add(group);
  y = layout.draw(y);
  y = draw_more(canvas, grid, page.w, y);
  canvas.end_scroll(y + style.u(4));
  return canvas.finish();
}

}  // namespace rohnamo::scene
