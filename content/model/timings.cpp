#include "content/model/timings.hpp"

#include <algorithm>

#include "content/base/format.hpp"
#include "content/base/utf8.hpp"

namespace rohnamo::model {
namespace {

using base::json::Array;
using base::json::Object;
using base::json::Reader;
using std::chrono::milliseconds;

base::Result<std::int64_t> read_number(const Reader& object, std::string_view field) {
  const std::int64_t number = TRY(object.integer(field));
  if (number < 0)
    return base::fail(base::Code::invalid_input,
                      object.where() + "." + std::string(field) + " is negative");
  return number;
}

base::Result<Timings> read_timings(const Reader& parent) {
  Timings timings;
  TRY(parent.each("cues", [&](const Reader& object) -> base::Result<void> {
    Cue cue;
    cue.from = milliseconds(TRY(read_number(object, "from_ms")));
    cue.until = milliseconds(TRY(read_number(object, "until_ms")));
    cue.begin = static_cast<std::size_t>(TRY(read_number(object, "begin")));
    cue.end = static_cast<std::size_t>(TRY(read_number(object, "end")));
    const Cue before = timings.cues.empty() ? Cue{} : timings.cues.back();
    const bool ascends = cue.from >= before.until && cue.begin >= before.end;
    if (!ascends || cue.until <= cue.from || cue.end <= cue.begin)
      return base::fail(base::Code::invalid_input, object.where() + " is not after the one before");
    if (timings.cues.size() == most_cues)
      return base::fail(base::Code::invalid_input, "there are too many cues");
    timings.cues.push_back(cue);
    return {};
  }));
  return timings;
}

// Calls `each` with what stands in one line of the reading text, one after another.
template <class Each>
void each_line(std::vector<Block>& blocks, const Each& each) {
  for (Block& block : blocks) {
    if (!block.spans.empty()) each(block.spans);
    for (auto& row : block.rows)
      for (Spans& cell : row) each(cell);
    each_line(block.blocks, each);
  }
}

template <class Each>
void each_line(Reading& reading, const Each& each) {
  each(reading.title);
  each(reading.summary);
  each_line(reading.document.blocks, each);
}

class Marker {
 public:
  explicit Marker(const std::vector<Cue>& cues) : cues_(&cues) {}

  void mark(Spans& line) {
    Spans marked;
    for (const Span& span : line) cut(span, marked);
    line = std::move(marked);
    ++at_;  // the line feed
  }

 private:
  void cut(const Span& span, Spans& marked) {
    std::size_t done = 0;
    while (done < span.text.size()) {
      while (next_ < cues_->size() && (*cues_)[next_].end <= at_ + done) ++next_;
      std::size_t to = span.text.size();
      int passage = 0;
      if (next_ < cues_->size()) {
        const Cue& cue = (*cues_)[next_];
        const bool inside = cue.begin <= at_ + done;
        if (inside) passage = static_cast<int>(next_) + 1;
        to = std::min(to, (inside ? cue.end : cue.begin) - at_);
      }
      to = std::max(base::utf8::ceil(span.text, to), base::utf8::ceil(span.text, done + 1));
      Span part = span;
      part.text = span.text.substr(done, to - done);
      part.passage = passage;
      marked.push_back(std::move(part));
      done = to;
    }
    at_ += span.text.size();
  }

  const std::vector<Cue>* cues_;
  std::size_t next_ = 0;  // the first cue that does not end before what follows
  std::size_t at_ = 0;    // bytes of the reading text that are behind
};

}  // namespace

int Timings::passage(milliseconds at) const {
  const auto after = std::ranges::upper_bound(cues, at, {}, &Cue::from);
  if (after == cues.begin() || std::prev(after)->until <= at) return 0;
  return static_cast<int>(after - cues.begin());
}

std::optional<milliseconds> Timings::changes_after(milliseconds at) const {
  const auto after = std::ranges::upper_bound(cues, at, {}, &Cue::from);
  if (after != cues.begin() && std::prev(after)->until > at) return std::prev(after)->until;
  return after == cues.end() ? std::nullopt : std::optional(after->from);
}

base::Result<Timings> parse_timings(std::string_view bytes) {
  return base::json::read_file(bytes, {"timings", timings_format, timings_limit}, &read_timings);
}

std::string serialize(const Timings& timings) {
  Array cues;
  for (const Cue& cue : timings.cues)
    cues.emplace_back(Object{{"from_ms", cue.from.count()},
                             {"until_ms", cue.until.count()},
                             {"begin", cue.begin},
                             {"end", cue.end}});
  return boost::json::serialize(Object{{"format", timings_format}, {"cues", std::move(cues)}});
}

Reading reading_of(const std::string& title, const std::string& summary, Document document) {
  return {{{title, false, false, {}}}, {{summary, false, false, {}}}, std::move(document)};
}

std::string reading_text(const Reading& reading) {
  std::string text;
  Reading copy = reading;
  each_line(copy, [&](const Spans& line) {
    for (const Span& span : line) text += span.text;
    text += '\n';
  });
  return text;
}

void mark_passages(Reading& reading, const Timings& timings) {
  Marker marker(timings.cues);
  each_line(reading, [&](Spans& line) { marker.mark(line); });
}

}  // namespace rohnamo::model
