// How a channel will look on the screens, as far as that can be told from its folder.
#pragma once

#include "content/base/fs.hpp"
#include "content/publish/source.hpp"

namespace rohnamo::publish {

struct Screens {
  base::Path fonts;         // where they have fonts.yaml and what it names
  bool every_font = false;  // also those that fonts.yaml calls optional
};

// Warns of what of the source, which was read from `folder`, the screens would show otherwise than
// it was meant.
void check_looks(base::Fs& fs, const base::Path& folder, const Source& source,
                 const Screens& screens, Faults& faults);

}  // namespace rohnamo::publish
