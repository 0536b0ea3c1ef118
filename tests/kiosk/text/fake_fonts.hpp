// Fonts of a typewriter: every character half as wide as the type is high, marks without width.
// One face for Latin, Cyrillic and signs, one that has Arabic letters and spaces alone, each with
// a bold. So places can be told by counting.
#pragma once

#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <string>

#include "kiosk/text/paragraph.hpp"

namespace rohnamo::text {

class FakeFonts final : public Fonts {
 public:
  static constexpr FaceId latin = 0, arabic = 1, bold = 2;  // bold is added
  int shaped = 0;                                           // runs measured

  FaceId face_for(char32_t c, Script script, Weight weight, bool) override {
    const FaceId first = script == Script{"Arab"} ? arabic : latin;
    const FaceId heavy = weight == Weight::bold ? bold : 0;
    for (const FaceId face : {first, static_cast<FaceId>(1 - first)}) {
      if (has(face, c)) return static_cast<FaceId>(face + heavy);
    }
    return no_face;
  }

  bool has(FaceId face, char32_t c) override {
    if (c == ' ' || c == 0xa0) return true;
    const bool arab = c >= 0x600 && c < 0x700;
    return (face & 1) == arabic ? arab : !arab && c < 0x3000;
  }

  Metrics metrics(FaceId, int px) override { return {px, px / 4}; }

  int width(FaceId, int px, Direction, Script, std::string_view utf8) override {
    ++shaped;
    const auto text = icu::UnicodeString::fromUTF8({utf8.data(), static_cast<int>(utf8.size())});
    int wide = 0;
    for (int i = 0; i < text.length(); i = text.moveIndex32(i, 1)) {
      const auto c = text.char32At(i);
      const bool mark = (U_GET_GC_MASK(c) & U_GC_M_MASK) != 0;
      if (!mark && !u_hasBinaryProperty(c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT)) ++wide;
    }
    return wide * px / 2;
  }
};

// 20 pixels high, so 10 to a character.
inline ParagraphStyle typewriter(int columns, std::string language = "en") {
  ParagraphStyle style;
  style.px = 20;
  style.line_height = 30;
  style.max_width = columns * 10;
  style.language = std::move(language);
  return style;
}

inline ParagraphStyle persian(int columns) {
  auto style = typewriter(columns, "fa");
  style.direction = Direction::right_to_left;
  return style;
}

// Each line's runs from left to right, a bar between runs.
inline std::vector<std::string> lines_of(const Paragraph& paragraph) {
  std::vector<std::string> lines(paragraph.line_tops.size());
  for (const auto& run : paragraph.runs) {
    std::size_t line = paragraph.line_tops.size();
    while (line-- > 0 && run.baseline < paragraph.line_tops[line]) {
    }
    auto& text = lines[line];
    text += (text.empty() ? "" : "|") + run.utf8;
  }
  return lines;
}

// With ordinary spaces for those that hold a number together.
inline std::string spaced(std::string text) {
  for (std::size_t at; (at = text.find("\u00a0")) != std::string::npos;) text.replace(at, 2, " ");
  return text;
}

}  // namespace rohnamo::text
