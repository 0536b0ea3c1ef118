// The script of the tour: every page of an edition once, in landscape and in portrait.
#pragma once

#include <string>

#include "kiosk/app/config.hpp"
#include "kiosk/app/edition_items.hpp"

namespace rohnamo::app {

// What the schedule shows at `now`. Pictures are named <folder>/<number>-<what>-<language>.
std::string tour_script(const EditionItems& items, base::Time now, const std::string& folder,
                        Size size);

}  // namespace rohnamo::app
