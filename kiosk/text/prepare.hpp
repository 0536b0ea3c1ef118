// A paragraph's text before bidi: one UTF-16 string of all spans, in Unicode's composed form, with
// telephone numbers and addresses isolated and made whole. Private to this folder.
#pragma once

#include <unicode/unistr.h>

#include <cstdint>
#include <vector>

#include "content/model/document.hpp"
#include "kiosk/text/font.hpp"

namespace rohnamo::text {

// Places in UTF-16 units.
struct Range {
  int start = 0, end = 0;
};

struct Prepared {
  icu::UnicodeString units;
  std::vector<std::uint16_t> span;  // of each unit: its index
  std::vector<Range> whole;         // a line is broken in here only if it must be
};

// Characters that no font has become spaces, or nothing where they are no letters.
Prepared prepare(Fonts& fonts, const model::Spans& spans);

// The first `length` units, with what they leave open closed, and an ellipsis.
Prepared shortened(const Prepared& text, int length);

// Marks that tell the bidi algorithm something and are never drawn.
bool is_bidi_control(char32_t character);

}  // namespace rohnamo::text
