#include "kiosk/scene/flow.hpp"

#include <algorithm>
#include <string>

#include "content/base/utf8.hpp"

namespace rohnamo::scene {
namespace {

using Type = model::Block::Type;

std::size_t count(const model::Spans& spans) {
  std::size_t characters = 0;
  for (const auto& span : spans) characters += base::utf8::characters(span.text);
  return characters;
}

class Setter {
 public:
  Setter(const Kit& kit, const Column& column) : kit_(&kit), column_(&column) {}

  // `titled`: the first is a title, which stays with what follows it.
  void blocks(const std::vector<model::Block>& blocks, int x, int width, bool titled = false) {
    for (std::size_t i = 0; i < blocks.size(); ++i) {
      if (i != 0) {
        y_ += space(blocks, i);
        if (!stay_together(blocks, i) && !(titled && i == 1)) may_break();
      }
      block(blocks[i], x, width);
    }
  }

  Flow take() {
    flow_.height = y_;
    return std::move(flow_);
  }

 private:
  [[nodiscard]] int em(double share) const { return static_cast<int>(column_->px * share); }

  // An item of the same list as the block before it: one with numbers after one with dots is
  // another list.
  static bool goes_on(const std::vector<model::Block>& blocks, std::size_t at) {
    if (at == 0 || at >= blocks.size()) return false;
    if (blocks[at - 1].type != Type::item || blocks[at].type != Type::item) return false;
    std::size_t last = at - 1;  // of the outermost list
    while (last > 0 && blocks[last].level > 1 && blocks[last - 1].type == Type::item) --last;
    const bool same = (blocks[at].number == 0) == (blocks[last].number == 0);
    return same || blocks[at].level > 1;
  }

  [[nodiscard]] int space(const std::vector<model::Block>& blocks, std::size_t next) const {
    if (goes_on(blocks, next)) return em(0.35);
    if (blocks[next].type == Type::heading) return em(1.3);
    return blocks[next - 1].type == Type::heading ? em(0.45) : em(0.8);
  }

  // A heading with what it heads; a list's first item with what announces it and with the second,
  // its last with the one before.
  static bool stay_together(const std::vector<model::Block>& blocks, std::size_t next) {
    const Type before = blocks[next - 1].type;
    if (before == Type::heading || blocks[next].type != Type::item) return before == Type::heading;
    if (before == Type::paragraph) return true;
    if (!goes_on(blocks, next)) return false;
    return !goes_on(blocks, next - 1) || !goes_on(blocks, next + 1);
  }

  void may_break() {
    if (y_ > 0) flow_.breaks.push_back(y_);
  }

  void block(const model::Block& block, int x, int width) {
    switch (block.type) {
      case Type::paragraph:
        return words(block.spans, x, width, {});
      case Type::heading:
        return heading(block, x, width);
      case Type::item:
        return item(block, x, width);
      case Type::quote:
        return quote(block, x, width);
      case Type::box:
        return box(block, x, width);
      case Type::table:
        return table(block, x, width);
      case Type::rule:
        return rule(x);
    }
  }

  [[nodiscard]] Setting setting(int width) const {
    Setting setting;
    setting.px = column_->px;
    setting.width = width;
    setting.language = column_->language;
    setting.direction = column_->direction;
    return setting;
  }

  struct Look {
    std::optional<Setting> setting;
    std::optional<Color> color;
  };

  void words(const model::Spans& spans, int x, int width, const Look& look) {
    auto paragraph = set(*kit_, spans, look.setting.value_or(setting(width)));
    flow_.characters += count(spans);
    const auto lines = paragraph.line_tops.size();
    for (std::size_t i = 0; i < lines; ++i) {
      flow_.tops.push_back(y_ + paragraph.line_tops[i]);
      // Two lines at least stay together at either end.
      if (i >= 2 && i + 2 <= lines) flow_.breaks.push_back(flow_.tops.back());
    }
    const int height = paragraph.height;
    flow_.pieces.push_back(
        {x, y_,
         Piece::Words{std::move(paragraph), width, look.color.value_or(kit_->style.color.ink)}});
    y_ += height;
  }

  void heading(const model::Block& block, int x, int width) {
    Setting large = setting(width);
    large.px = em(block.level <= 2 ? 1.28 : 1.1);
    large.weight = text::Weight::bold;
    large.leading = 0.88;
    large.balance = true;
    words(block.spans, x, width, {large, {}});
  }

  void item(const model::Block& block, int x, int width) {
    const int hang = em(block.number > 99 ? 2.3 : 1.5);
    const int indent = (std::max(1, block.level) - 1) * em(1.5);
    const int top = y_;
    words(block.spans, x + indent + hang, width - indent - hang, {});
    const auto& paragraph = std::get<Piece::Words>(flow_.pieces.back().what).paragraph;
    const int line = paragraph.line_tops.empty()
                         ? 0
                         : paragraph.height / static_cast<int>(paragraph.line_tops.size());
    if (block.number == 0) {
      const int dot = std::max(3, em(0.24));
      const Rect rect{0, 0, dot, dot};
      flow_.pieces.push_back({x + indent + em(0.4), top + line / 2 - dot / 2 + em(0.06),
                              Box{rect, kit_->style.color.tint, dot / 2}});
      return;
    }
    Setting marker = setting(hang - em(0.4));
    marker.weight = text::Weight::bold;
    auto number = set(*kit_, numeral(block.number), marker);
    flow_.pieces.push_back(
        {x + indent, top, Piece::Words{std::move(number), marker.width, kit_->style.color.tint}});
  }

  // "3." in the digits of the page's language.
  [[nodiscard]] std::string numeral(int number) const {
    const std::string words = kit_->words->say("list_number", {{"n", std::int64_t{number}}});
    return words == "list_number" ? std::to_string(number) + "." : words;
  }

  void quote(const model::Block& block, int x, int width) {
    const int bar = std::max(2, em(0.14));
    const int top = y_;
    Setting large = setting(width - em(1.2));
    large.px = em(1.08);
    words(block.spans, x + em(1.2), width - em(1.2), {large, kit_->style.color.soft});
    flow_.pieces.push_back({x, top, Box{{0, 0, bar, y_ - top}, kit_->style.color.tint, bar / 2}});
  }

  void box(const model::Block& block, int x, int width) {
    const int pad = em(0.95);
    const int top = y_;
    const std::size_t place = flow_.pieces.size();
    flow_.pieces.push_back({x, top, Box{}});
    y_ += pad;
    blocks(block.blocks, x + pad, width - 2 * pad, true);
    y_ += pad;
    flow_.keeps.push_back({top, y_});
    flow_.pieces[place].what =
        Box{{0, 0, width, y_ - top}, kit_->style.color.wash, kit_->style.corner};
  }

  void table(const model::Block& block, int x, int width) {
    Column column = *column_;
    column.width = width;
    Flow table = flow_table(*kit_, block, column);
    for (Piece& piece : table.pieces) {
      piece.x += x;
      piece.y += y_;
      flow_.pieces.push_back(std::move(piece));
    }
    for (const int at : table.breaks) flow_.breaks.push_back(y_ + at);
    for (const int at : table.tops) flow_.tops.push_back(y_ + at);
    flow_.characters += table.characters;
    y_ += table.height;
  }

  void rule(int x) {
    const int thick = std::max(2, em(0.06));
    y_ += em(0.4);
    flow_.pieces.push_back({x, y_, Box{{0, 0, em(3), thick}, kit_->style.color.line, 0}});
    y_ += thick + em(0.4);
  }

  const Kit* kit_;
  const Column* column_;
  Flow flow_;
  int y_ = 0;
};

// The lines of a paragraph that lie within a stretch of the column.
text::Paragraph lines_within(const text::Paragraph& whole, int y, Stretch stretch) {
  if (y >= stretch.from && y + whole.height <= stretch.to) return whole;
  text::Paragraph part = whole;
  const auto lines = static_cast<int>(whole.line_tops.size());
  const int line = lines == 0 ? 1 : std::max(1, whole.height / lines);
  std::erase_if(part.runs, [&](const text::Run& run) {
    const int middle = y + run.baseline / line * line + line / 2;
    return middle < stretch.from || middle >= stretch.to;
  });
  return part;
}

}  // namespace

int Piece::height() const {
  if (const auto* words = std::get_if<Words>(&what)) return words->paragraph.height;
  return std::get<Box>(what).rect.h;
}

Flow flow(const Kit& kit, const model::Document& document, const Column& column) {
  Setter setter(kit, column);
  setter.blocks(document.blocks, 0, column.width);
  return setter.take();
}

void draw_flow(Canvas& canvas, const Flow& flow, int x, int y, Stretch stretch) {
  for (const Piece& piece : flow.pieces) {
    if (piece.y >= stretch.to || piece.y + piece.height() <= stretch.from) continue;
    if (const auto* words = std::get_if<Piece::Words>(&piece.what)) {
      canvas.text(lines_within(words->paragraph, piece.y, stretch), x + piece.x,
                  y + piece.y - stretch.from, words->width, words->color);
      continue;
    }
    const auto& box = std::get<Box>(piece.what);
    const int top = std::max(piece.y, stretch.from);
    const int bottom = std::min(piece.y + box.rect.h, stretch.to);
    canvas.box({x + piece.x, y + top - stretch.from, box.rect.w, bottom - top}, box.color,
               box.radius);
  }
}

namespace {

// The last of these places that a page from `from` reaches; 0: none.
int last_within(const std::vector<int>& places, int from, int page) {
  int last = 0;
  for (const int at : places)
    if (at > from && at - from <= page) last = std::max(last, at);
  return last;
}

// Where a page ends whose last good place is `to`: before what is better kept whole, if that leaves
// the page more than half full and the next one has room for it.
int before_kept(const Flow& flow, int from, int to, int page) {
  for (const Stretch& keep : flow.keeps)
    if (keep.from < to && to < keep.to && keep.to - keep.from <= page &&
        keep.from - from > page / 2 && std::ranges::binary_search(flow.breaks, keep.from))
      return keep.from;
  return to;
}

}  // namespace

std::vector<Stretch> paginate(const Flow& flow, int page) {
  std::vector<Stretch> pages;
  int from = 0;
  while (flow.height - from > page) {
    int to = last_within(flow.breaks, from, page);
    // No good place: between any two lines; not even that: what fits.
    if (to < from + page / 3) to = std::max(to, last_within(flow.tops, from, page));
    if (to <= from) to = from + page;
    to = before_kept(flow, from, to, page);
    pages.push_back({from, to});
    from = to;
  }
  pages.push_back({from, flow.height});
  return pages;
}

}  // namespace rohnamo::scene
