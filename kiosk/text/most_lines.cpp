#include "kiosk/text/most_lines.hpp"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "kiosk/text/itemize.hpp"
#include "kiosk/text/leading.hpp"

namespace rohnamo::text {
namespace {

constexpr MostLines::Bound beyond_all{std::numeric_limits<int>::max() / 4,
                                      std::numeric_limits<int>::max() / 4};

// A line is shaped as a whole: kerning and the rounding of each word to whole pixels change its
// width by a few hundredths. This is much more.
constexpr double allowance = 1.125;

char32_t next(std::string_view text, std::size_t& at) {
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
  UChar32 character = 0;
  U8_NEXT_OR_FFFD(bytes, at, text.size(), character);
  return static_cast<char32_t>(character);
}

bool ends_line(char32_t c) {
  return c < U' ' || c == 0x85 || c == 0x2028 || c == 0x2029;
}

bool is_shared(Script script) {
  return script == Script{"Zyyy"} || script == Script{"Zinh"};
}

// Of the first letter: what has no script of its own is set in the face of a letter.
Script script_in(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const Script script = script_of(next(text, at));
    if (!is_shared(script)) return script;
  }
  return {"Latn"};
}

std::string to_utf8(char32_t character) {
  std::array<char, U8_MAX_LENGTH> bytes{};
  std::size_t length = 0;
  U8_APPEND_UNSAFE(bytes.data(), length, static_cast<UChar32>(character));
  return {bytes.data(), length};
}

}  // namespace

// Of the widest form that it has beside other letters.
int MostLines::measure(char32_t character, const Widths& widths) {
  constexpr const char* joiner = "\u200d";
  const auto c = static_cast<UChar32>(character);
  const bool hyphen = character == 0xad;  // seen where a line ends there
  if (!hyphen && u_hasBinaryProperty(c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT) != 0) return 0;
  const char32_t seen = hyphen ? U'-' : character;
  const Script own = script_of(seen);
  const Script script = is_shared(own) ? widths.script : own;
  const FaceId face = fonts_->face_for(seen, script, widths.weight, false);
  if (face == no_face) return 0;
  const auto direction = u_charDirection(c);
  const bool leftward = direction == U_RIGHT_TO_LEFT || direction == U_RIGHT_TO_LEFT_ARABIC;
  const auto of = [&](const std::string& utf8) {
    return fonts_->width(face, widths.px,
                         leftward ? Direction::right_to_left : Direction::left_to_right, script,
                         utf8);
  };
  const std::string alone = to_utf8(seen);
  const int width = of(alone);
  if (u_getIntPropertyValue(c, UCHAR_JOINING_TYPE) == U_JT_NON_JOINING) return width;
  return std::max({width, of(joiner + alone), of(alone + joiner), of(joiner + alone + joiner)});
}

MostLines::Widths& MostLines::widths(int px, Weight weight, Script script) {
  const auto known = std::ranges::find_if(widths_, [&](const Widths& widths) {
    return widths.px == px && widths.weight == weight && widths.script == script;
  });
  if (known != widths_.end()) return *known;
  return widths_.emplace_back(Widths{px, weight, script, {}});
}

// Lines are the fewest that there can be, so no more than when each is filled as far as it goes.
// Then what begins a line had no room on the one before: any two lines together are wider than one
// may be, and a text of T pixels has at most 2 T / width + 1 of them. What is wider than a line by
// itself is torn into pieces for which the same holds.
MostLines::Bound MostLines::of(std::string_view text, const ParagraphStyle& style) {
  if (text.empty()) return {};
  if (style.max_width <= 0) return beyond_all;
  Widths& known = widths(style.px, style.weight, script_in(text));
  double width = 0;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t character = next(text, at);
    if (ends_line(character)) return beyond_all;
    const auto found = known.of.find(character);
    width += found != known.of.end()
                 ? found->second
                 : known.of.emplace(character, measure(character, known)).first->second;
  }
  Bound most;
  most.lines = static_cast<int>(2 * allowance * width / style.max_width) + 1;
  most.height = most.lines * static_cast<int>(std::lround(tallest_leading * style.px));
  return most;
}

}  // namespace rohnamo::text
