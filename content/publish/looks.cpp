#include "content/publish/looks.hpp"

#include <fmt/format.h>

#include <optional>

#include "content/publish/font_coverage.hpp"
#include "content/publish/glyph_check.hpp"

namespace rohnamo::publish {
namespace {

// An optional family may be absent, and a face is lent where it is.
bool all_there(base::Fs& fs, const base::Path& folder, const std::vector<FontSource>& fonts,
               Faults& faults) {
  const auto errors = faults.errors();
  for (const FontSource& font : fonts) {
    const FontFile& regular = font.file(FontVariant::regular);
    if (!font.optional && !fs.exists(folder / regular.name))
      faults.error(regular.place, fmt::format("{} is not there", (folder / regular.name).string()),
                   "Say with --fonts which folder has the fonts of the screens.");
  }
  return faults.errors() == errors;
}

// Nothing where the screens' fonts are not known, which is a fault.
std::optional<FontCoverage> coverage_of(base::Fs& fs, const Source& source, const Screens& screens,
                                        Faults& faults) {
  auto installed = read_screen_fonts(fs, screens.fonts, faults);
  if (installed.empty() || !all_there(fs, screens.fonts, installed, faults)) return std::nullopt;
  if (!screens.every_font) std::erase_if(installed, [](const auto& font) { return font.optional; });
  FontCoverage coverage;
  coverage.add(fs, screens.fonts, installed);
  coverage.add(fs, source.fonts_folder, source.fonts);
  coverage.settle();
  return coverage;
}

}  // namespace

void check_looks(base::Fs& fs, const base::Path& folder, const Source& source,
                 const Screens& screens, Faults& faults) {
  if (source.channel.languages.empty()) return;  // nothing was read
  const auto coverage = coverage_of(fs, source, screens, faults);
  if (coverage) check_glyphs(fs, folder, source, *coverage, faults);
}

}  // namespace rohnamo::publish
