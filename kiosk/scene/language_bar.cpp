#include "kiosk/scene/language_bar.hpp"

#include <algorithm>

namespace rohnamo::scene {

LanguageBar::LanguageBar(const Kit& kit, int room)
    : high_(kit.style.target), apart_(kit.style.apart) {
  const Style& style = kit.style;
  const int small = style.label * 7 / 8;
  set_names(kit, small, style.u(1.5));
  const std::size_t fewest = rows(room).size();
  for (const auto& [px, padding] :
       {std::pair(style.label, style.u(2.5)), std::pair(style.label, style.u(1.5))}) {
    set_names(kit, px, padding);
    if (rows(room).size() == fewest) return;
  }
  set_names(kit, small, style.u(1.5));
}

void LanguageBar::set_names(const Kit& kit, int px, int padding) {
  pills_.clear();
  for (const model::Language& language : kit.channel->languages) {
    Setting setting;
    setting.px = px;
    setting.language = language.code;
    setting.direction = language.direction;
    setting.weight = text::Weight::bold;
    Pill pill{&language, set(kit, language.name, setting), 0};
    pill.width = std::max(pill.name.width + 2 * padding, kit.style.target);
    pills_.push_back(std::move(pill));
  }
}

int LanguageBar::width() const {
  int width = -apart_;
  for (const Pill& pill : pills_) width += pill.width + apart_;
  return width;
}

std::vector<LanguageBar::Row> LanguageBar::rows(int room) const {
  std::vector<Row> rows;
  for (std::size_t i = 0; i < pills_.size(); ++i) {
    const int wider = rows.empty() ? 0 : rows.back().natural + apart_ + pills_[i].width;
    if (rows.empty() || wider > room)
      rows.push_back({i, i + 1, pills_[i].width});
    else
      rows.back() = {rows.back().first, i + 1, wider};
  }
  return rows;
}

int LanguageBar::height(int room) const {
  return static_cast<int>(rows(room).size()) * (high_ + apart_) - apart_;
}

void LanguageBar::draw_pill(Canvas& canvas, const Pill& pill, Rect rect) const {
  const Style& style = canvas.kit().style;
  const bool chosen = pill.language->code == canvas.kit().words->language();
  if (chosen) canvas.box(rect, style.color.tint, rect.h / 2);
  canvas.target("language:" + pill.language->code, rect, rect.h / 2);
  const Color color = chosen ? style.color.on_tint : style.color.ink;
  const int x = rect.x + (rect.w - pill.name.width) / 2;
  canvas.line(pill.name, {x, rect.y, pill.name.width, rect.h}, color);
}

int LanguageBar::draw(Canvas& canvas, Rect bar) const {
  int y = bar.y;
  for (const Row& row : rows(bar.w)) {
    const auto count = static_cast<int>(row.last - row.first);
    const int grow = std::min((bar.w - row.natural) / count, canvas.kit().style.u(8));
    int x = bar.x + (bar.w - row.natural - grow * count) / 2;
    for (std::size_t i = row.first; i < row.last; ++i) {
      const int width = std::min(pills_[i].width + grow, bar.w);
      draw_pill(canvas, pills_[i], {x, y, width, high_});
      x += width + apart_;
    }
    y += high_ + apart_;
  }
  return y - apart_;
}

}  // namespace rohnamo::scene
