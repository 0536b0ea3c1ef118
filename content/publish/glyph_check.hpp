// Whether the screens can show every character that a channel's texts have.
#pragma once

#include "content/publish/font_coverage.hpp"
#include "content/publish/source.hpp"

namespace rohnamo::publish {

// Warns of what the screens would leave out, once for each file and character, where it first
// stands there. `folder`: the channel's, of which `source` was read.
void check_glyphs(base::Fs& fs, const base::Path& folder, const Source& source,
                  const FontCoverage& coverage, Faults& faults);

}  // namespace rohnamo::publish
