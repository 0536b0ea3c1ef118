// Time as the programs mean it: whole seconds of UTC, handed in, never asked for by pure code.
#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "content/base/result.hpp"

namespace rohnamo::base {

using Time = std::chrono::sys_seconds;
using std::chrono::seconds;

// The machine's clock, which may be wrong. For main programs alone.
Time system_now();

// The rule for a clock that is wrong after a power cut: the system clock if it lies within
// [floor, floor + 2 years], else the floor. `floor` is the highest time that verified metadata or
// the program's own build proves.
Time trusted_now(Time system, Time floor);

// When this program was built: no honest clock is earlier.
Time build_time();

// RFC 3339 in UTC with seconds: "2026-11-23T20:47:52Z", as TUF metadata writes it.
std::string to_rfc3339(Time time);
Result<Time> from_rfc3339(std::string_view text);

// "2026-11-23"
Result<std::chrono::year_month_day> parse_day(std::string_view text);

}  // namespace rohnamo::base
