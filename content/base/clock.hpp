// The machine's clock.
#pragma once

namespace rohnamo::base {

// Whether something (NTP, GPS) keeps it right, as the kernel knows it: adjtimex(2). Not, where this
// process may not ask.
bool clock_is_kept();

}  // namespace rohnamo::base
