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

// Of as many of its lines as a visitor needs to know what it is.
int first_lines(const text::Paragraph& title) {
  constexpr int enough = 2;
  const auto lines = static_cast<int>(title.line_tops.size());
  return lines <= enough ? title.height : title.height * enough / lines;
}

class Layout {
 public:
  Layout(Canvas& canvas, const Rect& view, const std::vector<Group>& groups) : canvas_(&canvas) {
    const Style& style = this->style();
    const int room = view.w - 2 * style.margin;
    const int letter = style.size_for(model::Direction::left_to_right, style.body);
    gap_ = style.u(4);
    columns_ = std::clamp((room + gap_) / (narrowest * letter + gap_), 1, most_columns);
    width_ = (room - gap_ * (columns_ - 1)) / columns_;
    beside_ = columns_ == 1 && !style.portrait;
    // The titles of a page are of one size.
    for (const int px : {style.body, (style.body + style.label) / 2, style.label}) {
      set_in(groups, px);
      if (whole()) break;
    }
  }

  // From y, in the scroll area of this view; gives the y below.
  int draw(int y, const Rect& view) {
    const int wide = beside_ ? width_ * 2 / 5 : width_;
    picture_ = {0, 0, wide, std::min(wide * 5 / 8, view.h * 6 / 10)};
    if (!beside_ && !rows_.empty())
      picture_.h =
          std::clamp(room_above_title(rows_.front(), view.h - y), wide * 3 / 10, picture_.h);
    for (const Row& row : rows_) y = draw(row, y);
    return y;
  }

 private:
  [[nodiscard]] const Kit& kit() const { return canvas_->kit(); }
  [[nodiscard]] const Style& style() const { return kit().style; }
  [[nodiscard]] int left(int column) const { return style().margin + column * (width_ + gap_); }
  [[nodiscard]] int span(int columns) const { return columns * (width_ + gap_) - gap_; }
  [[nodiscard]] int words_width() const {
    return beside_ ? width_ - width_ * 2 / 5 - gap_ : width_;
  }

  void set_in(const std::vector<Group>& groups, int px) {
    rows_.clear();
    for (const Group& group : groups) add(group, px);
  }

  [[nodiscard]] bool whole() const {
    return std::ranges::all_of(rows_, [](const Row& row) {
      return std::ranges::none_of(
          row.cells, [](const Cell& cell) { return cell.title.cut || cell.title.torn; });
    });
  }

  // A group begins in a row that has room for all of it, else in one of its own.
  void add(const Group& group, int px) {
    const auto count = static_cast<int>(group.stories.size());
    if (rows_.empty() || column_ + count > columns_) begin_row();
    rows_.back().titles.push_back(title(group, std::min(count, columns_)));
    for (const model::Story* story : group.stories) {
      if (column_ == columns_) begin_row();
      rows_.back().cells.push_back(cell(*story, group, px));
      ++column_;
    }
    if (count > columns_) column_ = columns_;  // what follows has a heading, the last row has none
  }

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

  [[nodiscard]] Cell cell(const model::Story& story, const Group& group, int px) const {
    const ShownText shown = shown_text(kit(), story.texts);
    Setting setting = setting_of(shown, px, words_width());
    setting.weight = text::Weight::bold;
    setting.lines = beside_ ? 6 : 4;
    setting.leading = 0.9;
    setting.balance = true;
    return {&story, set(kit(), shown.text->title, setting), tint_of(group), column_};
  }

  [[nodiscard]] int titles_height(const Row& row) const {
    if (row.titles.empty()) return 0;
    int tallest = 0;
    for (const Title& title : row.titles) tallest = std::max(tallest, title.words.height);
    return style().u(0.5) + style().u(1) + tallest + style().u(1.5);
  }

  // The height of a picture under which a title begins that is read without scrolling, above the
  // fading edge of a view that is so high.
  [[nodiscard]] int room_above_title(const Row& row, int view) const {
    int shown = 0;
    for (const Cell& cell : row.cells) shown = std::max(shown, first_lines(cell.title));
    return view - titles_height(row) - style().u(2) - shown - style().u(4);
  }

  int draw_titles(const Row& row, int y) const {
    const int bar = style().u(0.5);
    for (const Title& title : row.titles) {
      const int x = left(title.column);
      const int width = span(title.columns);
      canvas_->box({x, y, width, bar}, title.tint, bar / 2);
      canvas_->text(title.words, x, y + bar + style().u(1), width, title.tint);
    }
    return y + titles_height(row);
  }

  int draw(const Row& row, int y) const {
    y = draw_titles(row, y);
    int tallest = 0;
    for (const Cell& cell : row.cells) tallest = std::max(tallest, cell.title.height);
    const int height =
        beside_ ? std::max(picture_.h, tallest) : picture_.h + style().u(2) + tallest;
    for (const Cell& cell : row.cells) draw(cell, {left(cell.column), y, width_, height});
    return y + height + style().u(6);
  }

  void draw(const Cell& cell, Rect rect) const {
    draw_picture(*canvas_, cell.story->picture, {rect.x, rect.y, picture_.w, picture_.h}, cell.tint,
                 style().corner);
    const int x = beside_ ? rect.x + picture_.w + gap_ : rect.x;
    const int y = beside_ ? rect.y : rect.y + picture_.h + style().u(2);
    canvas_->text(cell.title, x, y, words_width(), style().color.ink);
    canvas_->target("story:" + cell.story->id, rect, style().corner);
  }

  Canvas* canvas_;
  int columns_ = 1, gap_ = 0, width_ = 0;
  bool beside_ = false;  // one column, on a wide panel: titles beside the pictures
  Rect picture_;         // of each story: its size
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
  y = Layout(canvas, page, grouped(*kit.channel, grid.stories)).draw(y, page);
  y = draw_more(canvas, grid, page.w, y);
  canvas.end_scroll(y + style.u(4));
  return canvas.finish();
}

}  // namespace rohnamo::scene
