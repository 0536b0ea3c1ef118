#include "kiosk/text/analysis.hpp"

#include <algorithm>

namespace rohnamo::text {
namespace {

constexpr char16_t soft_hyphen = 0x00ad;
constexpr char16_t line_separator = 0x2028;

bool is_odd(UBiDiLevel level) {
  return (level & 1U) != 0;
}

Range common(Range a, Range b) {
  return {std::max(a.start, b.start), std::min(a.end, b.end)};
}

}  // namespace

Analysis::Analysis(Fonts& fonts, const model::Spans& spans, const ParagraphStyle& style,
                   Prepared text)
    : fonts_(&fonts),
      px_(style.px),
      text_(std::move(text)),
      bidi_(ubidi_open()),
      line_bidi_(ubidi_open()) {
  items_ = itemize(fonts, text_, spans, style.weight);
  UErrorCode status = U_ZERO_ERROR;
  const UBiDiLevel level = style.direction == Direction::right_to_left ? UBIDI_RTL : UBIDI_LTR;
  const auto length = text_.units.length();
  ubidi_setPara(bidi_.get(), text_.units.getBuffer(), length, level, nullptr, &status);
  const UBiDiLevel* levels = ubidi_getLevels(bidi_.get(), &status);
  if (levels != nullptr) levels_.assign(levels, levels + length);
  levels_.resize(static_cast<std::size_t>(length), level);
}

int Analysis::measure(Range range) const {
  int width = 0;
  for (auto item = first_item(range.start); item != items_.end(); ++item) {
    if (item->range.start >= range.end) break;
    const Range part = common(item->range, range);
    for (int start = part.start; start < part.end;) {
      const int end = level_end({start, part.end});
      width += make_run(*item, {start, end}, is_odd(level(start)), false).width;
      start = end;
    }
  }
  return width;
}

std::vector<Run> Analysis::line(Range range) const {
  std::vector<Run> runs;
  if (range.end <= range.start) return runs;
  UErrorCode status = U_ZERO_ERROR;
  ubidi_setLine(bidi_.get(), range.start, range.end, line_bidi_.get(), &status);
  const int count = ubidi_countRuns(line_bidi_.get(), &status);
  for (int i = 0; U_SUCCESS(status) && i < count; ++i) {
    std::int32_t start = 0;
    std::int32_t length = 0;
    const bool rtl = ubidi_getVisualRun(line_bidi_.get(), i, &start, &length) == UBIDI_RTL;
    start += range.start;
    add_visual(runs, {start, start + length}, rtl, start + length == range.end);
  }
  int x = 0;
  for (auto& run : runs) {
    run.x = x;
    x += run.width;
  }
  return runs;
}

std::vector<Item>::const_iterator Analysis::first_item(int at) const {
  return std::partition_point(items_.begin(), items_.end(),
                              [at](const Item& item) { return item.range.end <= at; });
}

int Analysis::level_end(Range range) const {
  int end = range.start + 1;
  while (end < range.end && level(end) == level(range.start)) ++end;
  return end;
}

// The pieces of a stretch of one direction, in the order in which they stand.
void Analysis::add_visual(std::vector<Run>& runs, Range range, bool rtl, bool ends_line) const {
  const auto first = runs.size();
  for (auto item = first_item(range.start); item != items_.end(); ++item) {
    if (item->range.start >= range.end) break;
    const Range part = common(item->range, range);
    auto run = make_run(*item, part, rtl, ends_line && part.end == range.end);
    if (!run.utf8.empty()) runs.push_back(std::move(run));
  }
  if (rtl) std::reverse(runs.begin() + static_cast<std::ptrdiff_t>(first), runs.end());
}

Run Analysis::make_run(const Item& item, Range range, bool rtl, bool ends_line) const {
  Run run;
  if (item.face == no_face) return run;
  run.utf8 = drawn(range, ends_line);
  run.face = item.face;
  run.px = px_;
  run.direction = rtl ? Direction::right_to_left : Direction::left_to_right;
  run.script = item.script;
  run.link = item.link;
  run.passage = item.passage;
  if (!run.utf8.empty()) {
    run.width = fonts_->width(run.face, px_, run.direction, run.script, run.utf8);
  }
  return run;
}

// Without what is not drawn; a soft hyphen shows at the end of a line alone.
std::string Analysis::drawn(Range range, bool ends_line) const {
  icu::UnicodeString kept;
  for (int i = range.start; i < range.end; ++i) {
    const char16_t c = text_.units[i];
    if (c == soft_hyphen) {
      if (ends_line && i + 1 == range.end) kept.append(u'-');
    } else if (!is_bidi_control(c) && c != line_separator) {
      kept.append(c);
    }
  }
  std::string utf8;
  return kept.toUTF8String(utf8);
}

}  // namespace rohnamo::text
