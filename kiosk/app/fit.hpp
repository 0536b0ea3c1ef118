// Which headlines and summaries of an edition have no room on their slides.
#pragma once

#include <vector>

#include "content/exchange/fit_report.hpp"
#include "content/exchange/screen_size.hpp"
#include "kiosk/app/config.hpp"
#include "kiosk/app/edition_items.hpp"

namespace rohnamo::app {

// Of every story and notice, whenever it is shown, each of its texts on each of the screens,
// touched and at the usual text size; below a notice's bar where there are notices. `glass`: what
// the screens are like that do not say it themselves. Lays out, and draws nothing.
exchange::FitReport fit(const EditionItems& items, text::Fonts& fonts,
                        const std::vector<exchange::ScreenSize>& screens, const Glass& glass);

}  // namespace rohnamo::app
