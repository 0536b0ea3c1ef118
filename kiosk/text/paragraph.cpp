#include "kiosk/text/paragraph.hpp"

#include <algorithm>
#include <cmath>
#include <memory>

#include "kiosk/text/analysis.hpp"
#include "kiosk/text/leading.hpp"
#include "kiosk/text/lines.hpp"
#include "kiosk/text/prepare.hpp"

namespace rohnamo::text {
namespace {

constexpr int rounding_attempts = 4;

struct Broken {
  std::vector<Segment> segments;
  std::vector<Line> lines;
};

Range drawn_range(const Broken& broken, const Line& line) {
  return {broken.segments[line.first].text.start, broken.segments[line.last - 1].text.end};
}

int width_of(const std::vector<Run>& runs) {
  return runs.empty() ? 0 : runs.back().x + runs.back().width;
}

Broken break_within(const Analysis& analysis, const ParagraphStyle& style, int max_width,
                    bool balanced) {
  const Measure measure = [&](Range range) { return analysis.measure(range); };
  Broken broken;
  broken.segments = split(analysis.text(), style.language, max_width, measure);
  broken.lines =
      break_lines(broken.segments, max_width, balanced ? Shape::balanced : Shape::running);
  return broken;
}

int widest_line(const Analysis& analysis, const Broken& broken) {
  int widest = 0;
  for (const auto& line : broken.lines) {
    widest = std::max(widest, width_of(analysis.line(drawn_range(broken, line))));
  }
  return widest;
}

// Words are measured one by one, in whole pixels; a line, shaped as a whole, can come out a little
// wider than their sum. Then the lines are broken again within as much less.
Broken break_text(const Analysis& analysis, const ParagraphStyle& style, bool balanced) {
  int max_width = style.max_width;
  auto broken = break_within(analysis, style, max_width, balanced);
  if (style.max_width <= 0) return broken;
  for (int attempt = 0; attempt < rounding_attempts; ++attempt) {
    const int excess = widest_line(analysis, broken) - style.max_width;
    if (excess <= 0 || excess >= max_width) break;
    max_width -= excess;
    broken = break_within(analysis, style, max_width, balanced);
  }
  return broken;
}

bool too_long(const Broken& broken, const ParagraphStyle& style) {
  return style.max_lines > 0 && broken.lines.size() > static_cast<std::size_t>(style.max_lines);
}

// Where the text can end so that an ellipsis follows it well.
int without_trailing_marks(const icu::UnicodeString& units, int end) {
  static const icu::UnicodeString marks(u" \u00a0\u2028,;:.–—-،؛");
  while (end > 0 && (marks.indexOf(units[end - 1]) >= 0 || is_bidi_control(units[end - 1]))) --end;
  return end;
}

// The places where a text may be cut for the ellipsis, last first: its segments' ends.
std::vector<int> cuts(const Broken& broken, const icu::UnicodeString& units, std::size_t lines) {
  std::vector<int> places;
  const auto last = broken.lines[lines - 1].last;
  for (std::size_t i = last; i-- > 0;) {
    const int at = without_trailing_marks(units, broken.segments[i].text.end);
    if (at > 0 && (places.empty() || at < places.back())) places.push_back(at);
  }
  return places;
}

struct Ready {
  std::unique_ptr<Analysis> analysis;
  Broken broken;
  bool cut = false;
};

Ready shorten(Fonts& fonts, const model::Spans& spans, const ParagraphStyle& style, Ready whole) {
  const auto lines = static_cast<std::size_t>(style.max_lines);
  const auto& text = whole.analysis->text();
  for (const int at : cuts(whole.broken, text.units, lines)) {
    Ready shorter;
    shorter.cut = true;
    shorter.analysis = std::make_unique<Analysis>(fonts, spans, style, shortened(text, at));
    shorter.broken = break_text(*shorter.analysis, style, false);
    if (!too_long(shorter.broken, style)) return shorter;
  }
  whole.broken.lines.resize(lines);  // not even one grapheme and the ellipsis: what fits
  whole.cut = true;
  return whole;
}

Ready prepare_lines(Fonts& fonts, const model::Spans& spans, const ParagraphStyle& style) {
  Ready ready;
  ready.analysis = std::make_unique<Analysis>(fonts, spans, style, prepare(fonts, spans));
  ready.broken = break_text(*ready.analysis, style, style.balance);
  if (too_long(ready.broken, style)) return shorten(fonts, spans, style, std::move(ready));
  return ready;
}

// The tallest of the faces that letters are set in: one distance for all lines, that no arrow or
// sign between them changes.
Metrics tallest(Fonts& fonts, const std::vector<Item>& items, int px) {
  const bool any_letters =
      std::any_of(items.begin(), items.end(), [](const Item& item) { return item.letters; });
  Metrics tall;
  for (const auto& item : items) {
    if (item.face == no_face || item.letters != any_letters) continue;
    const auto metrics = fonts.metrics(item.face, px);
    tall.ascent = std::max(tall.ascent, metrics.ascent);
    tall.descent = std::max(tall.descent, metrics.descent);
  }
  return tall;
}

int line_height(const ParagraphStyle& style, Metrics metrics) {
  if (style.line_height > 0) return style.line_height;
  const double asked = metrics.ascent + metrics.descent;
  return static_cast<int>(
      std::lround(std::clamp(asked, natural_leading * style.px, tallest_leading * style.px)));
}

int indent(const ParagraphStyle& style, int box, int width) {
  const bool right = (style.align == Align::end) != (style.direction == Direction::right_to_left);
  if (style.align == Align::center) return (box - width) / 2;
  return right ? box - width : 0;
}

}  // namespace

Paragraph lay_out(Fonts& fonts, const model::Spans& spans, const ParagraphStyle& style) {
  Paragraph paragraph;
  const auto ready = prepare_lines(fonts, spans, style);
  std::vector<std::vector<Run>> runs;
  for (const auto& line : ready.broken.lines) {
    runs.push_back(ready.analysis->line(drawn_range(ready.broken, line)));
    paragraph.width = std::max(paragraph.width, width_of(runs.back()));
  }
  const auto metrics = tallest(fonts, ready.analysis->items(), style.px);
  const int height = line_height(style, metrics);
  const int box = style.max_width > 0 ? style.max_width : paragraph.width;
  const int baseline = (height - metrics.ascent - metrics.descent) / 2 + metrics.ascent;
  for (auto& line : runs) {
    const int top = paragraph.height;
    const int left = indent(style, box, width_of(line));
    for (auto& run : line) {
      run.x += left;
      run.baseline = top + baseline;
      paragraph.runs.push_back(std::move(run));
    }
    paragraph.line_tops.push_back(top);
    paragraph.height += height;
  }
  paragraph.cut = ready.cut;
  paragraph.torn = std::ranges::any_of(ready.broken.segments, &Segment::torn);
  return paragraph;
}

Paragraph lay_out(Fonts& fonts, std::string_view text, const ParagraphStyle& style) {
  return lay_out(fonts, model::Spans{{std::string(text), false, false, {}}}, style);
}

}  // namespace rohnamo::text
