// Cuts a prepared text into stretches of one face, script and style. Private to this folder.
#pragma once

#include <vector>

#include "kiosk/text/paragraph.hpp"
#include "kiosk/text/prepare.hpp"

namespace rohnamo::text {

struct Item {
  Range range;
  FaceId face = no_face;  // no_face: nothing of it is drawn
  Script script;
  bool link = false;
  bool letters = false;  // not punctuation, digits and signs alone
  int passage = 0;
};

// UAX 24: of a character that stands alone; marks and punctuation are Zyyy or Zinh.
Script script_of(char32_t character);

// In the order of the text, without gaps. Punctuation, digits and spaces take the script of what
// stands before them, or after them at the beginning.
std::vector<Item> itemize(Fonts& fonts, const Prepared& text, const model::Spans& spans,
                          Weight weight);

}  // namespace rohnamo::text
