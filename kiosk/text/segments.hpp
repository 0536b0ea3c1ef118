// Where lines may end: a paragraph as unbreakable segments with widths. Private to this folder.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "kiosk/text/clinging.hpp"

namespace rohnamo::text {

// Text up to a place where a line may end, and the spaces after it, which are not drawn there.
struct Segment {
  Range text;
  int end = 0;                 // behind the spaces
  int width = 0;               // pixels of the text
  int space = 0;               // pixels of the spaces
  bool ends_line = false;      // a line break stands here
  Clings clings = Clings::no;  // to what follows
  bool torn = false;           // the word goes on in the next one: the line was too short for it
};

using Measure = std::function<int(Range)>;

// UAX 14 by the language's rules. A segment wider than `max_width` is cut between graphemes, at a
// place of its own choice if it has one. max_width 0: no limit.
std::vector<Segment> split(const Prepared& text, const std::string& language, int max_width,
                           const Measure& measure);

}  // namespace rohnamo::text
