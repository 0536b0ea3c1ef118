// Paragraphs: from spans in a language to lines of shaped runs with places.
// Bidi by UAX 9, line breaking by UAX 14, script runs by UAX 24, all by ICU. Pure; main thread.
#pragma once

#include <string>
#include <vector>

#include "content/model/document.hpp"
#include "kiosk/text/font.hpp"

namespace rohnamo::text {

enum class Align : std::uint8_t { start, center, end };  // start: left, or right for right to left

struct ParagraphStyle {
  int px = 32;          // type size
  int line_height = 0;  // pixels from baseline to baseline; 0: 1.45 of px, grown for tall faces
  int max_width = 0;    // pixels
  int max_lines = 0;    // 0: any; a longer text ends in an ellipsis
  Weight weight = Weight::regular;
  Align align = Align::start;
  Direction direction = Direction::left_to_right;  // of the paragraph
  std::string language;                            // BCP 47: line breaking rules
  bool balance = false;                            // lines of about the same length (headlines)
};

// What is drawn in one go: one face, one direction, one script.
struct Run {
  std::string utf8;
  FaceId face = no_face;
  int px = 0;
  Direction direction = Direction::left_to_right;
  Script script;
  int x = 0;         // of its left edge, from the paragraph's left edge
  int baseline = 0;  // from the paragraph's top
  int width = 0;
  bool link = false;
  int passage = 0;  // that of the span
};

struct Paragraph {
  std::vector<Run> runs;
  std::vector<int> line_tops;  // where a page may be broken
  int width = 0;               // of the longest line
  int height = 0;
  bool cut = false;   // it had more than max_lines
  bool torn = false;  // a word was wider than a line
};

// Telephone numbers and web addresses inside the text are isolated (U+2066…U+2069) with no-break
// spaces, so that they stay whole and in order in right-to-left text.
Paragraph lay_out(Fonts& fonts, const model::Spans& spans, const ParagraphStyle& style);
Paragraph lay_out(Fonts& fonts, std::string_view text, const ParagraphStyle& style);

}  // namespace rohnamo::text
