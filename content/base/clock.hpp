// The machine's clock.
#pragma once

namespace rohnamo::base {

// Whether something (NTP, GPS) keeps it right, as the kernel knows it.
bool clock_is_kept();

}  // namespace rohnamo::base
