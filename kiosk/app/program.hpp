// rohnamo-kiosk but for its main(): opens what the options name and runs it.
#pragma once

#include "kiosk/app/options.hpp"

namespace rohnamo::app {

// Until it ends by itself (a script, a tour) or by a signal.
base::Result<void> run(const Options& options);

}  // namespace rohnamo::app
