#include "kiosk/text/clinging.hpp"

#include <unicode/uchar.h>

#include <algorithm>
#include <array>
#include <span>

namespace rohnamo::text {
namespace {

using Words = std::span<const std::u16string_view>;

constexpr std::array<std::u16string_view, 5> english_next{u"the", u"for", u"and", u"but", u"from"};
constexpr std::array<std::u16string_view, 8> russian_next{u"для", u"без", u"под", u"над",
                                                          u"при", u"про", u"что", u"как"};
constexpr std::array<std::u16string_view, 3> russian_before{u"же", u"бы", u"ли"};
constexpr std::array<std::u16string_view, 3> tajik_next{u"дар", u"барои", u"чун"};
constexpr std::array<std::u16string_view, 2> uzbek_next{u"har", u"bir"};
constexpr std::array<std::u16string_view, 4> uzbek_before{u"ham", u"uchun", u"bilan", u"kabi"};
constexpr std::array<std::u16string_view, 4> persian_next{u"برای", u"این", u"آن", u"یک"};
constexpr std::array<std::u16string_view, 2> persian_before{u"را", u"هم"};

struct Habits {
  std::string_view language;
  Words next, before;  // what leans on the next word, and on the one before
};
const std::array<Habits, 5> habits{{{"en", english_next, {}},
                                    {"ru", russian_next, russian_before},
                                    {"tg", tajik_next, {}},
                                    {"uz", uzbek_next, uzbek_before},
                                    {"fa", persian_next, persian_before}}};

constexpr int short_word = 2;  // letters

bool is_letter(char16_t unit) {
  return u_isalpha(unit) != 0 || (U_GET_GC_MASK(unit) & U_GC_M_MASK) != 0;
}

// Scripts that have no spaces between words break between any two letters.
bool is_ideographic(char16_t unit) {
  return u_hasBinaryProperty(unit, UCHAR_IDEOGRAPHIC) != 0;
}

// The word that ends at `end`, without its capital.
icu::UnicodeString word_before(const icu::UnicodeString& units, int end) {
  int start = end;
  while (start > 0 && is_letter(units[start - 1])) --start;
  return icu::UnicodeString(units, start, end - start).toLower();
}

icu::UnicodeString word_after(const icu::UnicodeString& units, int start) {
  int end = start;
  while (end < units.length() && is_letter(units[end])) ++end;
  return icu::UnicodeString(units, start, end - start).toLower();
}

bool among(Words words, const icu::UnicodeString& word) {
  const std::u16string_view same(word.getBuffer(), static_cast<std::size_t>(word.length()));
  return std::ranges::find(words, same) != words.end();
}

bool leans(const icu::UnicodeString& word, const icu::UnicodeString& next,
           std::string_view language) {
  const auto found = std::ranges::find_if(
      habits, [&](const Habits& own) { return language.starts_with(own.language); });
  const bool known = found != habits.end();
  if (known && among(found->before, next)) return true;
  if (known && among(found->before, word)) return false;
  return word.length() <= short_word || (known && among(found->next, word));
}

}  // namespace

Clings clings(const icu::UnicodeString& units, int at, std::string_view language) {
  constexpr std::u16string_view pauses = u":;,.!?–—،؛؟…";
  if (at <= 0 || at >= units.length()) return Clings::no;
  int end = at;
  while (end > 0 && units[end - 1] == u' ') --end;
  if (end == 0) return Clings::no;
  const char16_t last = units[end - 1];
  if (pauses.find(last) != std::u16string_view::npos) return Clings::pause;
  if (last == u'-' && end == at && end > 1 && is_letter(units[end - 2])) return Clings::hyphen;
  if (end == at || is_ideographic(last)) return Clings::no;
  if (u_isdigit(last) != 0 && is_letter(units[at])) return Clings::number;
  if (!is_letter(last)) return Clings::no;
  return leans(word_before(units, end), word_after(units, at), language) ? Clings::word
                                                                         : Clings::no;
}

}  // namespace rohnamo::text
