// How much room a text takes at most, for a thousandth of what laying it out costs: of thousands of
// texts only those in doubt need be laid out.
#pragma once

#include <unordered_map>

#include "kiosk/text/paragraph.hpp"

namespace rohnamo::text {

// Main thread.
class MostLines {
 public:
  explicit MostLines(Fonts& fonts) : fonts_(&fonts) {}

  // No less than the lines and the height of lay_out(fonts, text, style), which goes by the type
  // size, the weight and the width of `style`, not by its own line height or number of lines.
  // A text with line ends of its own has more than anybody could ask for.
  struct Bound {
    int lines = 0, height = 0;  // pixels
  };
  Bound of(std::string_view text, const ParagraphStyle& style);

 private:
  // The widths of characters by themselves in one type size, weight and script of the text.
  struct Widths {
    int px;
    Weight weight;
    Script script;
    std::unordered_map<char32_t, int> of;
  };
  Widths& widths(int px, Weight weight, Script script);
  int measure(char32_t character, const Widths& widths);
  Fonts* fonts_;
  std::vector<Widths> widths_;
};

}  // namespace rohnamo::text
