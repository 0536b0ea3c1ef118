#include "kiosk/text/prepare.hpp"

#include <unicode/normalizer2.h>
#include <unicode/regex.h>
#include <unicode/uchar.h>
#include <unicode/uscript.h>

#include <algorithm>
#include <limits>
#include <memory>

#include "kiosk/text/itemize.hpp"

namespace rohnamo::text {
namespace {

constexpr char16_t isolate_left_to_right = 0x2066;
constexpr char16_t pop_isolate = 0x2069;
constexpr char16_t no_break_space = 0x00a0;
constexpr char16_t narrow_no_break_space = 0x202f;
constexpr char16_t line_separator = 0x2028;
constexpr char16_t ellipsis = 0x2026;
constexpr std::int32_t regex_time_limit = 100;  // ICU's steps, some milliseconds each
constexpr int phone_digits = 7;                 // fewer are a number, a year or a postal code

// Web address | e-mail address | digits in groups, perhaps with a country's prefix.
constexpr const char16_t* whole_pattern =
    uR"((?:https?://|www\.)[^\s<>«»"]+)"
    uR"(|[\p{L}\p{N}._%+-]+@[\p{L}\p{N}.-]+\.\p{L}{2,})"
    uR"(|\b(?:[a-z0-9-]+\.)+[a-z]{2,}\b(?:/[^\s<>«»"]*)?)"
    uR"(|(?:\(?\+|\()?\p{Nd}[\p{Nd}\u0020\u00A0\u2009\u202F()/-]*\p{Nd})";

const icu::RegexPattern* whole_regex() {
  static const std::unique_ptr<icu::RegexPattern> regex = [] {
    UErrorCode status = U_ZERO_ERROR;
    return std::unique_ptr<icu::RegexPattern>(icu::RegexPattern::compile(
        icu::UnicodeString(whole_pattern), UREGEX_CASE_INSENSITIVE, status));
  }();
  return regex.get();
}

bool draws_nothing(char32_t c) {
  return u_hasBinaryProperty(static_cast<UChar32>(c), UCHAR_DEFAULT_IGNORABLE_CODE_POINT) != 0;
}

// What is put in place of a character: itself, or a space, or nothing (0).
char32_t drawable(Fonts& fonts, char32_t c) {
  if (c == '\n' || c == line_separator || c == 0x2029) return line_separator;
  if (draws_nothing(c)) return c;
  const auto point = static_cast<UChar32>(c);
  if (u_isUWhiteSpace(point)) {
    const bool holds = c == no_break_space || c == narrow_no_break_space;
    return holds ? no_break_space : U' ';
  }
  if (u_iscntrl(point)) return 0;
  if (fonts.face_for(c, script_of(c), Weight::regular, false) != no_face) return c;
  return u_isalnum(point) ? U' ' : 0;
}

icu::UnicodeString composed(const std::string& utf8) {
  UErrorCode status = U_ZERO_ERROR;
  const auto* nfc = icu::Normalizer2::getNFCInstance(status);
  const auto text = icu::UnicodeString::fromUTF8(utf8);
  return U_SUCCESS(status) ? nfc->normalize(text, status) : text;
}

Prepared joined(Fonts& fonts, const model::Spans& spans) {
  Prepared text;
  std::uint16_t index = 0;
  for (const auto& span : spans) {
    const auto units = composed(span.text);
    for (int i = 0; i < units.length(); i = units.moveIndex32(i, 1)) {
      const auto c = drawable(fonts, static_cast<char32_t>(units.char32At(i)));
      if (c != 0) text.units.append(static_cast<UChar32>(c));
    }
    text.span.resize(static_cast<std::size_t>(text.units.length()), index);
    if (index < std::numeric_limits<std::uint16_t>::max()) ++index;
  }
  return text;
}

int digits_in(const icu::UnicodeString& units, Range range) {
  int digits = 0;
  for (int i = range.start; i < range.end; ++i) digits += u_isdigit(units.char32At(i)) ? 1 : 0;
  return digits;
}

// A sentence's own punctuation at the end of an address, and brackets without their partner.
Range trimmed(const icu::UnicodeString& units, Range range) {
  static const icu::UnicodeString closing(u".,;:!?…،؛؟»'\"");
  const auto count = [&](char16_t bracket) {
    int found = 0;
    for (int i = range.start; i < range.end; ++i) found += units[i] == bracket ? 1 : 0;
    return found;
  };
  for (bool again = true; again && range.end > range.start;) {
    const char16_t last = units[range.end - 1];
    again = closing.indexOf(last) >= 0 || (last == u')' && count(u')') > count(u'('));
    if (again) --range.end;
  }
  if (units[range.start] == u'(' && count(u'(') > count(u')')) ++range.start;
  return range;
}

bool is_whole(const icu::UnicodeString& units, Range range) {
  const auto found = units.tempSubStringBetween(range.start, range.end);
  const bool number = u_isdigit(found.char32At(found.length() - 1)) &&
                      (u_isdigit(found[0]) || found[0] == u'(' || found[0] == u'+') &&
                      found.indexOf(u'.') < 0 && found.indexOf(u'@') < 0;
  return !number || found.indexOf(u'+') >= 0 || digits_in(units, range) >= phone_digits;
}

// Whether there may be an address or a number: most texts have none, and need no regex.
bool may_have_whole(const icu::UnicodeString& units) {
  int digits = 0;
  for (int i = 0; i < units.length(); ++i) {
    const char16_t c = units[i];
    const char16_t next = i + 1 < units.length() ? units[i + 1] : u' ';
    if (c == u'@' || c == u'+' || (c == u'/' && next == u'/')) return true;
    if (c == u'.' && !u_isUWhiteSpace(next) && !u_isdigit(next)) return true;
    if (c == u'.' && i > 0 && (units[i - 1] == u'w' || units[i - 1] == u'W')) return true;
    if (u_isdigit(c) && ++digits >= phone_digits) return true;
  }
  return false;
}

std::vector<Range> find_whole(const icu::UnicodeString& units) {
  std::vector<Range> found;
  if (!may_have_whole(units)) return found;
  UErrorCode status = U_ZERO_ERROR;
  const auto* regex = whole_regex();
  if (regex == nullptr) return found;
  const std::unique_ptr<icu::RegexMatcher> matcher(regex->matcher(units, status));
  if (U_SUCCESS(status)) matcher->setTimeLimit(regex_time_limit, status);
  while (U_SUCCESS(status) && matcher->find(status) && U_SUCCESS(status)) {
    const auto range = trimmed(units, {matcher->start(status), matcher->end(status)});
    if (range.end > range.start && is_whole(units, range)) found.push_back(range);
  }
  return found;
}

void isolate(Prepared& text) {
  auto ranges = find_whole(text.units);
  int added = 0;
  const auto insert = [&](int at, char16_t mark) {
    const auto place =
        text.span.begin() + std::min<int>(at, static_cast<int>(text.span.size()) - 1);
    const auto span = *place;
    text.units.insert(at, mark);
    text.span.insert(text.span.begin() + at, span);
    ++added;
  };
  for (auto range : ranges) {
    range.start += added;
    insert(range.start, isolate_left_to_right);
    range.end += added;
    insert(range.end, pop_isolate);
    range.end += 1;
    for (int i = range.start; i < range.end; ++i) {
      if (text.units[i] == u' ') text.units.setCharAt(i, no_break_space);
    }
    text.whole.push_back(range);
  }
}

// A dash between spaces stays at the end of its line.
void hold_dashes(icu::UnicodeString& units) {
  for (int i = 1; i + 1 < units.length(); ++i) {
    const bool dash = units[i] == 0x2013 || units[i] == 0x2014;
    if (dash && units[i - 1] == u' ' && units[i + 1] == u' ') {
      units.setCharAt(i - 1, no_break_space);
    }
  }
}

// How many isolates and embeddings the first `length` units leave open, as what closes them.
icu::UnicodeString closing_marks(const icu::UnicodeString& units, int length) {
  icu::UnicodeString open;
  for (int i = 0; i < length; ++i) {
    const char16_t c = units[i];
    if (c >= 0x2066 && c <= 0x2068) open.append(pop_isolate);
    if (c == 0x202a || c == 0x202b || c == 0x202d || c == 0x202e) open.append(char16_t{0x202c});
    if ((c == pop_isolate || c == 0x202c) && !open.isEmpty()) open.truncate(open.length() - 1);
  }
  return open.reverse();
}

}  // namespace

bool is_bidi_control(char32_t c) {
  return c == 0x200e || c == 0x200f || c == 0x061c || (c >= 0x202a && c <= 0x202e) ||
         (c >= 0x2066 && c <= 0x2069);
}

Prepared prepare(Fonts& fonts, const model::Spans& spans) {
  auto text = joined(fonts, spans);
  isolate(text);
  hold_dashes(text.units);
  return text;
}

Prepared shortened(const Prepared& text, int length) {
  Prepared result = text;
  result.units.truncate(length);
  result.units.append(closing_marks(text.units, length)).append(ellipsis);
  const std::uint16_t last = length > 0 ? text.span[static_cast<std::size_t>(length - 1)] : 0;
  result.span.resize(static_cast<std::size_t>(length));
  result.span.resize(static_cast<std::size_t>(result.units.length()), last);
  std::erase_if(result.whole, [&](Range range) { return range.end > length; });
  return result;
}

}  // namespace rohnamo::text
