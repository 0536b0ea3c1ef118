#include "kiosk/scene/canvas.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <utility>

namespace rohnamo::scene {
namespace {

// Lines closer together than natural, for what is large.
void tighten(text::Paragraph& paragraph, double leading) {
  if (paragraph.line_tops.empty() || leading >= 1.0) return;
  const auto lines = static_cast<int>(paragraph.line_tops.size());
  const int natural = paragraph.height / lines;
  const int height = static_cast<int>(std::lround(natural * leading));
  const int less = natural - height;
  for (text::Run& run : paragraph.runs) run.baseline -= run.baseline / natural * less + less / 2;
  for (int& top : paragraph.line_tops) top -= top / natural * less;
  paragraph.height = lines * height;
}

model::Spans plain(std::string_view text) {
  return {{std::string(text), false, false, {}}};
}

}  // namespace

std::string Kit::pick(const model::LocalText& text) const {
  return std::string(model::pick(text, words->language(), channel->language_order()));
}

std::string Kit::short_name(const model::Contact& contact) const {
  return pick(contact.id == channel->help ? channel->name : contact.name);
}

text::Paragraph set(const Kit& kit, const model::Spans& spans, const Setting& setting) {
  text::ParagraphStyle style;
  style.direction = setting.direction.value_or(kit.style.direction);
  style.px = kit.style.size_for(style.direction, setting.px);
  style.max_width = setting.width;
  style.max_lines = setting.lines;
  style.weight = setting.weight;
  style.align = setting.align;
  style.balance = setting.balance;
  style.language = setting.language.empty() ? kit.words->language() : setting.language;
  text::Paragraph paragraph = text::lay_out(*kit.fonts, spans, style);
  tighten(paragraph, setting.leading);
  return paragraph;
}

text::Paragraph set(const Kit& kit, std::string_view text, const Setting& setting) {
  return set(kit, plain(text), setting);
}

text::Paragraph fit(const Kit& kit, std::string_view text, const Setting& setting,
                    std::span<const int> sizes, int height) {
  return fit(kit, plain(text), setting, sizes, height);
}

text::Paragraph fit(const Kit& kit, const model::Spans& spans, Setting setting,
                    std::span<const int> sizes, int height) {
  text::Paragraph paragraph;
  for (const int size : sizes) {
    setting.px = size;
    paragraph = set(kit, spans, setting);
    const bool low = height == 0 || paragraph.height <= height;
    if (low && !paragraph.cut && !paragraph.torn) break;
  }
  return paragraph;
}

Canvas::Canvas(const Kit& kit) : kit_(&kit), layer_(&scene_.marks) {
  scene_.width = kit.style.width;
  scene_.height = kit.style.height;
  scene_.background = kit.style.color.paper;
}

void Canvas::begin_scroll(Rect view) {
  scene_.scroll = ScrollArea{placed(view), 0, {}};
  layer_ = &scene_.scroll->marks;
  scrolling_ = true;
}

void Canvas::end_scroll(int content_height) {
  scrolling_ = false;
  scene_.scroll->content_height = content_height;
  begin_over();
  const Rect view = scene_.scroll->view;
  if (content_height <= view.h) return;
  const Style& style = kit_->style;
  const int deep = style.u(4);
  const Color clear = with_alpha(style.color.paper, 0);
  const std::size_t first = scene_.over.size();
  scene_.over.emplace_back(Gradient{{view.x, view.y, view.w, 0}, style.color.paper, clear, false});
  scene_.over.emplace_back(Gradient{{view.x, view.y, view.w, 0}, clear, style.color.paper, false});
  const int thick = style.u(1);
  const int x = style.mirrored() ? view.x + thick : view.right() - 2 * thick;
  scene_.scroll_marks = {first + 2, first, first + 1, deep};
  scene_.over.emplace_back(
      Box{{x, view.y, thick, 1}, with_alpha(style.color.soft, 110), thick / 2});
  place_scroll_marks(scene_, 0);
}

void Canvas::begin_over() {
  layer_ = &scene_.over;
}

void Canvas::begin_under() {
  layer_ = &scene_.marks;
}

Rect Canvas::placed(Rect rect) const {
  const int span = scrolling_ ? scene_.scroll->view.w : scene_.width;
  if (kit_->style.mirrored()) rect.x = span - rect.right();
  return rect;
}

void Canvas::add(Mark mark) {
  layer_->push_back(std::move(mark));
}

void Canvas::box(Rect rect, Color color, int radius) {
  add(Box{placed(rect), color, radius});
}

void Canvas::outline(Rect rect, Color color, int width, int radius) {
  add(Outline{placed(rect), color, width, radius});
}

std::size_t Canvas::begin_box() {
  add(Box{});
  return layer_->size() - 1;
}

void Canvas::end_box(std::size_t place, Rect rect, Color color, int radius) {
  (*layer_)[place] = Box{placed(rect), color, radius};
}

void Canvas::gradient(Rect rect, Color from, Color to, bool horizontal) {
  if (horizontal && kit_->style.mirrored()) std::swap(from, to);
  add(Gradient{placed(rect), from, to, horizontal});
}

int Canvas::text(const text::Paragraph& paragraph, int x, int y, int width, Color color) {
  const Rect rect = placed({x, y, width, paragraph.height});
  if (passage_ != 0) shade_passage(paragraph, rect);
  for (text::Run run : paragraph.runs) {
    run.x += rect.x;
    run.baseline += rect.y;
    const bool read = passage_ != 0 && run.passage == passage_;
    const Color used = read ? kit_->style.color.ink : run.link ? kit_->style.color.tint : color;
    add(Glyphs{std::move(run), used});
  }
  return y + paragraph.height;
}

// One box a line, from its first to its last run of the passage.
void Canvas::shade_passage(const text::Paragraph& paragraph, Rect rect) {
  const int air = kit_->style.u(0.5);
  for (std::size_t i = 0; i < paragraph.line_tops.size(); ++i) {
    const int top = paragraph.line_tops[i];
    const bool last = i + 1 == paragraph.line_tops.size();
    const int bottom = last ? paragraph.height : paragraph.line_tops[i + 1];
    std::optional<Rect> line;
    for (const text::Run& run : paragraph.runs) {
      if (run.passage != passage_ || run.baseline < top || run.baseline >= bottom) continue;
      const int left = line ? std::min(line->x, run.x) : run.x;
      const int right = line ? std::max(line->right(), run.x + run.width) : run.x + run.width;
      line = Rect{left, top, right - left, bottom - top};
    }
    if (!line) continue;
    const Rect box{rect.x + line->x - air, rect.y + line->y, line->w + 2 * air, line->h};
    add(Box{box, kit_->style.color.read, kit_->style.u(0.75)});
    const Rect before = scene_.passage.value_or(box);
    scene_.passage = Rect{box.x, before.y, box.w, box.bottom() - before.y};
  }
}

void Canvas::line(const text::Paragraph& paragraph, Rect rect, Color color) {
  int y = rect.y + (rect.h - paragraph.height) / 2;
  // One line stands by its capitals, so that scripts of different depths share a baseline.
  if (paragraph.line_tops.size() == 1 && !paragraph.runs.empty()) {
    const text::Run& run = paragraph.runs.front();
    y = rect.y + rect.h / 2 + run.px * 36 / 100 - run.baseline;
  }
  text(paragraph, rect.x, y, rect.w, color);
}

void Canvas::icon(Icon icon, Rect rect, Color color, bool points) {
  add(IconMark{icon, placed(rect), color, points && kit_->style.mirrored()});
}

void Canvas::picture(const model::Picture& picture, Rect rect, Color placeholder, int radius) {
  const Rect place = placed(rect);
  const auto& rendition = picture.covering(place.w, place.h);
  add(PictureFill{rendition.blob, place, picture.focus_x, picture.focus_y, placeholder, radius});
}

void Canvas::qr(std::string text, Rect rect, std::size_t room) {
  // Dark on light whatever the page's colours are: few cameras read the reverse.
  constexpr Color dark{27, 31, 36, 255};
  constexpr Color light{255, 255, 255, 255};
  add(QrCode{std::move(text), placed(rect), dark, light, room});
}

void Canvas::progress(Rect track, Color line, Color done) {
  auto* below = std::exchange(layer_, &scene_.over);
  const int radius = track.h / 2;
  box(track, line, radius);
  scene_.progress = Progress{scene_.over.size(), placed(track), kit_->style.mirrored()};
  box({track.x, track.y, 0, track.h}, done, radius);
  layer_ = below;
}

void Canvas::target(std::string name, Rect rect, int radius) {
  scene_.targets.push_back({std::move(name), placed(rect), scrolling_, radius});
}

Scene Canvas::finish() {
  scene_.focus = kit_->style.color.tint;
  scene_.focus_width = kit_->style.u(0.5);
  return std::move(scene_);
}

namespace {

int icon_size(const Button& button) {
  return button.height * 2 / 5;
}

int padding(const Button& button) {
  return button.height * 2 / 5;
}

Setting button_setting(const Button& button, int width) {
  Setting setting;
  setting.px = button.px;
  setting.weight = text::Weight::bold;
  setting.width = width;
  setting.lines = button.lines;
  if (button.lines > 1) {
    setting.leading = 0.86;
    setting.balance = true;
  }
  setting.language = button.language;
  setting.direction = button.direction;
  return setting;
}

// As wide as its longest line.
int words_width(const Kit& kit, const Button& button) {
  Button one_line = button;
  one_line.lines = 1;
  const int whole = set(kit, button.words, button_setting(one_line, 0)).width;
  for (int share = 50; share < 100 && button.lines > 1; share += 10) {
    const auto words = set(kit, button.words, button_setting(button, whole * share / 100));
    if (!words.cut && !words.torn) return words.width;
  }
  return whole;
}

// Where one line would cut them, on two.
text::Paragraph button_label(const Kit& kit, Button button, Rect rect, int width) {
  if (button.words.empty()) return {};
  const std::array sizes{button.px, button.px * 7 / 8, button.px * 3 / 4};
  const int height = rect.h * 4 / 5;
  auto label = fit(kit, button.words, button_setting(button, width), sizes, height);
  if (!label.cut) return label;
  button.lines = 2;
  return fit(kit, button.words, button_setting(button, width), sizes, height);
}

Color ink_of(const Style& style, Look look) {
  switch (look) {
    case Look::filled:
    case Look::bare:
      return style.color.on_tint;
    case Look::current:
      return style.color.tint;
    case Look::spent:
      return mix(style.color.panel, style.color.ink, 0.3);
    case Look::plain:
      break;
  }
  return style.color.ink;
}

}  // namespace

int button_width(const Kit& kit, const Button& button) {
  const int icon = button.icon ? icon_size(button) : 0;
  if (button.words.empty()) return button.height;
  return 2 * padding(button) + words_width(kit, button) +
         (icon == 0 ? 0 : icon + button.height / 5);
}

void draw_button(Canvas& canvas, const Button& button, Rect rect) {
  const Style& style = canvas.kit().style;
  const int radius = rect.h / 2;
  const Color words = ink_of(style, button.look);
  const int edge = style.u(0.25);
  if (button.look == Look::bare) {
    canvas.outline(rect, words, edge, radius);
  } else if (button.look == Look::plain || button.look == Look::spent) {
    canvas.box(rect, style.color.line, radius);
    canvas.box({rect.x + edge, rect.y + edge, rect.w - 2 * edge, rect.h - 2 * edge},
               style.color.panel, radius - edge);
  } else {
    canvas.box(rect, button.look == Look::filled ? style.color.tint : style.color.wash, radius);
  }
  canvas.target(button.target, rect, radius);
  const int icon = button.icon ? icon_size(button) : 0;
  const int gap = icon == 0 || button.words.empty() ? 0 : rect.h / 5;
  const int room = rect.w - icon - gap - rect.h / 2;
  const text::Paragraph label = button_label(canvas.kit(), button, rect, room);
  const int content = icon + gap + label.width;
  const int x = rect.x + (rect.w - content) / 2;
  const bool opposite = button.direction.value_or(style.direction) != style.direction;
  // What leads on points after the words; words of the other direction begin at the other side.
  const bool after = (button.icon == Icon::forward) != opposite;
  if (icon != 0)
    canvas.icon(*button.icon,
                {after ? x + content - icon : x, rect.y + (rect.h - icon) / 2, icon, icon}, words,
                button.points);
  // The label's box is as wide as the room it was set in; its start is where the words start.
  const int start = after ? x : x + icon + gap;
  canvas.line(label, {opposite ? start + label.width - room : start, rect.y, room, rect.h}, words);
}

std::vector<int> fill_row(const Kit& kit, std::span<const Button> row, int room, int gap) {
  const auto count = static_cast<int>(row.size());
  const int free = room - (count - 1) * gap;
  std::vector<int> widths;
  for (const Button& button : row) widths.push_back(button_width(kit, button));
  const int words = std::accumulate(widths.begin(), widths.end(), 0);
  const bool alike = std::ranges::all_of(widths, [&](int width) { return width <= free / count; });
  for (int& width : widths) width = alike ? free / count : width + (free - words) / count;
  widths.back() += free - std::accumulate(widths.begin(), widths.end(), 0);
  return widths;
}

int chip_height(const Style& style) {
  return style.u(5.5);
}

int chip(Canvas& canvas, std::string_view words, Color tint, int x, int y) {
  const Kit& kit = canvas.kit();
  Setting setting;
  setting.px = kit.style.caption;
  setting.weight = text::Weight::bold;
  const text::Paragraph label = set(kit, words, setting);
  const int height = chip_height(kit.style);
  const Rect rect{x, y, label.width + 2 * kit.style.u(2.25), height};
  canvas.box(rect, mix(kit.style.color.paper, tint, model::chip_share), height / 2);
  // Letters of the Arabic script reach further down.
  const int up = kit.style.mirrored() ? kit.style.u(0.375) : 0;
  canvas.line(label, {x + kit.style.u(2.25), y - up, label.width, height}, tint);
  return rect.w;
}

int icon_chip(Canvas& canvas, Icon icon, Color tint, int x, int y) {
  const Style& style = canvas.kit().style;
  const int height = chip_height(style);
  const int size = style.u(4);
  const Rect rect{x, y, size + 2 * style.u(1.5), height};
  canvas.box(rect, mix(style.color.paper, tint, model::chip_share), height / 2);
  canvas.icon(icon, {x + style.u(1.5), y + (height - size) / 2, size, size}, tint);
  return rect.w;
}

}  // namespace rohnamo::scene
