// From segments to lines: of all ways with the fewest lines the one that looks best, by dynamic
// programming over the squares of what the lines leave free (Knuth and Plass, "Breaking Paragraphs
// into Lines", 1981, for text that is not justified). Private to this folder.
#pragma once

#include <vector>

#include "kiosk/text/segments.hpp"

namespace rohnamo::text {

struct Line {
  std::size_t first = 0, last = 0;  // segments, `last` excluded
};

enum class Shape : std::uint8_t {
  running,  // the last line may be short, but is no single short word
  balanced  // all lines of about the same length (headlines)
};

// max_width in pixels, 0: a line ends only where the text has a line break. A segment wider than
// that has a line of its own. Never more lines than filling each one in turn would give.
std::vector<Line> break_lines(const std::vector<Segment>& segments, int max_width, Shape shape);

}  // namespace rohnamo::text
