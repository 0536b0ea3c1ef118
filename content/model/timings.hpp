// Which words of a story are read when, in the recording of one language. A blob of its own.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "content/model/document.hpp"

namespace rohnamo::model {

// One passage and its time.
struct Cue {
  std::chrono::milliseconds from{0}, until{0};  // since the recording began; from < until
  std::size_t begin = 0, end = 0;               // bytes of the reading text; begin < end
  bool operator==(const Cue&) const = default;
};

// Ascending in time and in the text; none overlaps the next.
struct Timings {
  std::vector<Cue> cues;
  bool operator==(const Timings&) const = default;

  // The number of the passage that is read at this time, from 1; 0: none.
  [[nodiscard]] int passage(std::chrono::milliseconds at) const;
  // When passage() changes next after this time, if it does.
  [[nodiscard]] std::optional<std::chrono::milliseconds> changes_after(
      std::chrono::milliseconds at) const;
};

constexpr std::int64_t timings_format = 1;
constexpr std::size_t timings_limit = 1 << 20;  // bytes
constexpr std::size_t most_cues = 5'000;
// Code::invalid_input where the cues do not ascend or are too many.
base::Result<Timings> parse_timings(std::string_view bytes);
std::string serialize(const Timings& timings);

// A story's words as they are set.
struct Reading {
  Spans title, summary;
  Document document;
};
Reading reading_of(const std::string& title, const std::string& summary, Document document);

// All its words in the order of reading: the title, the summary, each block and each cell of a
// table, with a line feed after each.
std::string reading_text(const Reading& reading);
// Cuts the spans where passages begin and end, and numbers them by Span::passage. A cue that lies
// beyond the text marks nothing.
void mark_passages(Reading& reading, const Timings& timings);

}  // namespace rohnamo::model
