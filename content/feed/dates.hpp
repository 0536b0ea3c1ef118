// The day of a date as feeds write it.
#pragma once

#include <string>
#include <string_view>

namespace rohnamo::feed {

// "Mon, 10 Jan 2011 13:17:54 +0000" (RFC 5322) or "2011-01-10T…" (RFC 3339) -> "2011-01-10", as it
// is written there, whatever the time zone; "" for what is neither.
std::string day_of(std::string_view date);

}  // namespace rohnamo::feed
