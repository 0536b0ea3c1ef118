#include "kiosk/text/segments.hpp"

#include <unicode/brkiter.h>
#include <unicode/uchar.h>

#include <algorithm>
#include <map>
#include <memory>

namespace rohnamo::text {
namespace {

// Iterators are dear to make: one for each language and kind, on the thread that lays out.
icu::BreakIterator* iterator(const std::string& language, bool graphemes) {
  thread_local std::map<std::string, std::unique_ptr<icu::BreakIterator>, std::less<>> kept;
  auto& slot = kept[(graphemes ? "g" : "l") + language];
  if (!slot) {
    UErrorCode status = U_ZERO_ERROR;
    const auto locale = icu::Locale::forLanguageTag(language, status);
    status = U_ZERO_ERROR;  // an unknown language breaks by the general rules
    slot.reset(graphemes ? icu::BreakIterator::createCharacterInstance(locale, status)
                         : icu::BreakIterator::createLineInstance(locale, status));
  }
  return slot.get();
}

std::vector<int> boundaries(const icu::UnicodeString& units, const std::string& language,
                            bool graphemes) {
  std::vector<int> places;
  auto* breaks = iterator(language, graphemes);
  if (breaks == nullptr) return {units.length()};
  breaks->setText(units);
  for (int at = breaks->first(); at != icu::BreakIterator::DONE; at = breaks->next()) {
    if (at > 0) places.push_back(at);
  }
  return places;
}

// Not "19-" and "солагӣ" on two lines, nor "21–" and "22".
bool parts_a_number(const icu::UnicodeString& units, int at) {
  if (at < 2 || at >= units.length() || !u_isdigit(units[at - 2])) return false;
  return units[at - 1] == u'-' || (units[at - 1] == u'–' && u_isdigit(units[at]));
}

bool inside(const std::vector<Range>& ranges, int at) {
  return std::any_of(ranges.begin(), ranges.end(),
                     [at](Range range) { return at > range.start && at < range.end; });
}

bool is_break(char16_t c) {
  return c == 0x2028;
}

Segment make_segment(const icu::UnicodeString& units, Range range, const Measure& measure) {
  Segment segment;
  segment.end = range.end;
  int text_end = range.end;
  while (text_end > range.start && (units[text_end - 1] == u' ' || is_break(units[text_end - 1]))) {
    if (is_break(units[text_end - 1])) segment.ends_line = true;
    --text_end;
  }
  segment.text = {range.start, text_end};
  segment.width = measure(segment.text);
  segment.space = measure({text_end, range.end});
  return segment;
}

// The furthest of `places` up to which the text from `start` fits; 0: none.
int furthest(const std::vector<int>& places, Range range, int max_width, const Measure& measure) {
  const auto first = std::upper_bound(places.begin(), places.end(), range.start);
  const auto last = std::lower_bound(first, places.end(), range.end);
  const auto beyond = std::partition_point(first, last, [&](int at) {
    return measure({range.start, at}) <= max_width;
  });
  return beyond == first ? 0 : *(beyond - 1);
}

class Splitter {
 public:
  Splitter(const Prepared& text, const std::string& language, int max_width, const Measure& measure)
      : text_(text), language_(language), max_width_(max_width), measure_(measure) {}

  std::vector<Segment> run() {
    const auto places = boundaries(text_.units, language_, false);
    int start = 0;
    for (const int at : places) {
      if (inside(text_.whole, at) || parts_a_number(text_.units, at)) {
        held_.push_back(at);
        continue;
      }
      add({start, at});
      start = at;
    }
    return std::move(segments_);
  }

 private:
  void add(Range range) {
    auto segment = make_segment(text_.units, range, measure_);
    while (max_width_ > 0 && segment.width > max_width_) {
      const int at = cut(segment.text);
      if (at <= range.start || at >= segment.text.end) break;
      segments_.push_back(make_segment(text_.units, {range.start, at}, measure_));
      segments_.back().torn = true;
      range.start = at;
      segment = make_segment(text_.units, range, measure_);
    }
    segment.clings = clings(text_.units, segment.end, language_);
    segments_.push_back(segment);
  }

  // A place within an address, else any between two graphemes; at least one of them.
  int cut(Range range) {
    if (const int at = furthest(held_, range, max_width_, measure_)) return at;
    if (graphemes_.empty()) graphemes_ = boundaries(text_.units, language_, true);
    if (const int at = furthest(graphemes_, range, max_width_, measure_)) return at;
    return *std::upper_bound(graphemes_.begin(), graphemes_.end(), range.start);
  }

  const Prepared& text_;
  const std::string& language_;
  int max_width_;
  const Measure& measure_;
  std::vector<Segment> segments_;
  std::vector<int> held_;       // breaks that are used only when they must be
  std::vector<int> graphemes_;  // made when first needed
};

}  // namespace

std::vector<Segment> split(const Prepared& text, const std::string& language, int max_width,
                           const Measure& measure) {
  return Splitter(text, language, max_width, measure).run();
}

}  // namespace rohnamo::text
