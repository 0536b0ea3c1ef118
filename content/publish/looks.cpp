#include "content/publish/looks.hpp"

#include "content/publish/font_coverage.hpp"
#include "content/publish/glyph_check.hpp"

namespace rohnamo::publish {
namespace {

FontCoverage coverage_of(base::Fs& fs, const Source& source, const Screens& screens,
                         Faults& faults) {
  auto installed = read_screen_fonts(fs, screens.fonts, faults);
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
  check_glyphs(fs, folder, source, coverage_of(fs, source, screens, faults), faults);
}

}  // namespace rohnamo::publish
