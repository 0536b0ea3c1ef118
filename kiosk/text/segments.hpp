// Where lines may end: a paragraph as unbreakable segments with widths, and lines filled with
// them. Private to this folder.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "kiosk/text/prepare.hpp"

namespace rohnamo::text {

// Text up to a place where a line may end, and the spaces after it, which are not drawn there.
struct Segment {
  Range text;
  int end = 0;             // behind the spaces
  int width = 0;           // pixels of the text
  int space = 0;           // pixels of the spaces
  bool ends_line = false;  // a line break stands here
};

struct Line {
  std::size_t first = 0, last = 0;  // segments, `last` excluded
  int width = 0;                    // pixels, without the spaces at its end
};

using Measure = std::function<int(Range)>;

// UAX 14 by the language's rules. A segment wider than `max_width` is cut between graphemes, at a
// place of its own choice if it has one. max_width 0: no limit.
std::vector<Segment> split(const Prepared& text, const std::string& language, int max_width,
                           const Measure& measure);

// Every line as full as it gets.
std::vector<Line> fill(const std::vector<Segment>& segments, int max_width);

// The same number of lines, of about the same length; no short word alone on the last one.
std::vector<Line> balance(const std::vector<Segment>& segments, int max_width);

}  // namespace rohnamo::text
