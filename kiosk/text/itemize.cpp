#include "kiosk/text/itemize.hpp"

#include <unicode/uchar.h>
#include <unicode/uscript.h>

#include <algorithm>
#include <cstring>

namespace rohnamo::text {
namespace {

UScriptCode code_of(UChar32 c) {
  UErrorCode status = U_ZERO_ERROR;
  const auto code = uscript_getScript(c, &status);
  return U_SUCCESS(status) ? code : USCRIPT_COMMON;
}

Script named(UScriptCode code) {
  Script script;
  if (const char* letters = uscript_getShortName(code)) std::memcpy(script.letters, letters, 4);
  return script;
}

bool is_shared(UScriptCode code) {
  return code == USCRIPT_COMMON || code == USCRIPT_INHERITED;
}

// The script of each unit.
std::vector<UScriptCode> resolve_scripts(const Prepared& text) {
  const auto& units = text.units;
  std::vector<UScriptCode> scripts(static_cast<std::size_t>(units.length()), USCRIPT_COMMON);
  UScriptCode current = USCRIPT_COMMON;
  int unresolved = 0;  // the beginning, until the first letter
  for (int i = 0; i < units.length();) {
    const int next = units.moveIndex32(i, 1);
    const UChar32 c = units.char32At(i);
    const auto own = code_of(c);
    if (!is_shared(own) && !uscript_hasScript(c, current)) current = own;
    std::fill(scripts.begin() + i, scripts.begin() + next, current);
    if (current == USCRIPT_COMMON) unresolved = next;
    i = next;
  }
  if (current == USCRIPT_COMMON) current = USCRIPT_LATIN;
  const auto first =
      unresolved < units.length() ? scripts[static_cast<std::size_t>(unresolved)] : current;
  std::fill(scripts.begin(), scripts.begin() + unresolved, first);
  // A number or an address is set in one face, whatever stands around it.
  for (const auto range : text.whole) {
    for (int i = range.start; i < range.end; ++i) {
      if (is_shared(code_of(units[i]))) scripts[static_cast<std::size_t>(i)] = USCRIPT_LATIN;
    }
  }
  return scripts;
}

// Marks stay with their letter, joiners with their neighbours, if that face can do it.
bool sticks(UChar32 c) {
  return (U_GET_GC_MASK(c) & U_GC_M_MASK) != 0 ||
         u_hasBinaryProperty(c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT) != 0;
}

FaceId choose_face(Fonts& fonts, UChar32 c, const Item& like, FaceId before, Weight weight,
                   bool italic) {
  const auto character = static_cast<char32_t>(c);
  const bool ignorable = u_hasBinaryProperty(c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT) != 0;
  if (sticks(c) && before != no_face && (ignorable || fonts.has(before, character))) return before;
  if (ignorable || c == 0x2028) return before;
  return fonts.face_for(character, like.script, weight, italic);
}

}  // namespace

Script script_of(char32_t character) {
  return named(code_of(static_cast<UChar32>(character)));
}

std::vector<Item> itemize(Fonts& fonts, const Prepared& text, const model::Spans& spans,
                          Weight weight) {
  std::vector<Item> items;
  const auto scripts = resolve_scripts(text);
  const auto& units = text.units;
  int span_before = -1;
  for (int i = 0; i < units.length();) {
    const int next = units.moveIndex32(i, 1);
    const auto at = static_cast<std::size_t>(i);
    const auto& span = spans[text.span[at]];
    Item item{{i, next},
              no_face,
              named(scripts[at]),
              !span.link.empty(),
              u_isalpha(units.char32At(i)) != 0,
              span.passage};
    const bool same_span = text.span[at] == span_before;
    const FaceId before = same_span && !items.empty() ? items.back().face : no_face;
    item.face = choose_face(fonts, units.char32At(i), item, before,
                            span.bold ? Weight::bold : weight, span.italic);
    span_before = text.span[at];
    if (!items.empty() && items.back().face == item.face && items.back().script == item.script &&
        items.back().link == item.link && items.back().passage == item.passage) {
      items.back().range.end = next;
      items.back().letters = items.back().letters || item.letters;
    } else {
      items.push_back(item);
    }
    i = next;
  }
  return items;
}

}  // namespace rohnamo::text
