// The fonts that a channel brings along: `fonts` in channel.yaml, the files in the folder fonts/.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "content/base/fs.hpp"
#include "content/publish/yaml.hpp"

namespace rohnamo::publish {

enum class FontVariant { regular, bold, italic, bold_italic };
constexpr std::array font_variants{FontVariant::regular, FontVariant::bold, FontVariant::italic,
                                   FontVariant::bold_italic};

struct FontFile {
  std::string name;  // in fonts/; empty: the family has none
  Place place;       // where it is named
};

struct FontSource {
  std::string name;
  std::vector<std::string> scripts;  // ISO 15924
  std::array<FontFile, font_variants.size()> files;
  int collection_index = 0;  // of the face in a .ttc file
  bool optional = false;     // of the screens' own: not every screen has it

  [[nodiscard]] const FontFile& file(FontVariant variant) const {
    return files[static_cast<std::size_t>(variant)];
  }
};

constexpr std::uint64_t font_limit = 20 << 20;  // bytes

// `list`: the field. Families that say too little are faults, and left out.
std::vector<FontSource> read_fonts(const Yaml& list);

// The families that screens have, by the fonts.yaml of the folder that they have them in.
std::vector<FontSource> read_screen_fonts(base::Fs& fs, const base::Path& folder, Faults& faults);

// Each file of `folder` that a family names is a TrueType or OpenType font, else a fault.
void check_fonts(base::Fs& fs, const base::Path& folder, const std::vector<FontSource>& fonts,
                 Faults& faults);

}  // namespace rohnamo::publish
