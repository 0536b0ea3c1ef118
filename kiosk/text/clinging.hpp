// Places between two words where a line may end by the rules and looks bad when it does: after a
// preposition, between a number and what it counts, before a postposition. Private to this folder.
#pragma once

#include <unicode/unistr.h>

#include <string_view>

#include "kiosk/text/prepare.hpp"

namespace rohnamo::text {

enum class Clings : std::uint8_t {
  no,
  pause,   // a colon, comma or dash stands here: a good place
  word,    // one of the two words leans on the other
  number,  // a number and what it counts
  hyphen   // the halves of one word
};

// How the text on both sides of `at` holds together there; `at` is behind the spaces. Words of one
// or two letters lean on the next in all our languages; longer ones, and those that lean on the
// word before, are listed by language.
Clings clings(const icu::UnicodeString& units, int at, std::string_view language);

}  // namespace rohnamo::text
