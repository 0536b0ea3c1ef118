// fonts.yaml: the families in the order in which they are asked for a character.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "content/base/result.hpp"
#include "kiosk/text/font.hpp"

namespace rohnamo::render {

// The four files of a family, by face_variant().
constexpr std::size_t face_variants = 4;
constexpr std::size_t face_variant(text::Weight weight, bool italic) {
  return (weight == text::Weight::bold ? 1U : 0U) + (italic ? 2U : 0U);
}

struct FontFamily {
  std::string name;
  std::vector<text::Script> scripts;
  // In the list's folder, or from the root; empty: the family has none. Regular never is.
  std::array<std::string, face_variants> files;
  int collection_index = 0;  // of the face in a .ttc file
  bool optional = false;     // its files may be missing

  bool operator==(const FontFamily&) const = default;
};

constexpr int font_list_format = 1;

// Errors name the line.
base::Result<std::vector<FontFamily>> parse_font_list(std::string_view yaml);

}  // namespace rohnamo::render
