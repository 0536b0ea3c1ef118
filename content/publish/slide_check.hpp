// Whether titles and summaries have room on their slides, as the screen's own program lays them
// out.
#pragma once

#include "content/base/fs.hpp"
#include "content/exchange/fit_report.hpp"
#include "content/publish/renderers.hpp"
#include "content/publish/source.hpp"

namespace rohnamo::publish {

// Lying and upright: most screens.
constexpr std::string_view usual_screens = "1920x1080,1080x1920";

struct SlideScreens {
  std::string sizes;  // exchange::parse_screen_sizes()
  base::Path fonts;   // where they have fonts.yaml and what it names
};

// Warns of what is cut, drafts and what is shown another day too. The source must have no errors.
// Where rohnamo-kiosk is not there, or gives no answer, the error says so and nothing is warned of.
base::Result<void> check_slides(base::Fs& fs, const base::Path& folder, const Source& source,
                                Renderers& renderers, const SlideScreens& screens, Faults& faults);

// Warns of what the report names, each text once, where it stands in the folder.
void warn_of_cuts(base::Fs& fs, const base::Path& folder, const exchange::FitReport& report,
                  Faults& faults);

}  // namespace rohnamo::publish
