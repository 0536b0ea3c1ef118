// A time zone's clock, as ICU knows it.
#pragma once

#include <string>

#include "content/model/week.hpp"

namespace rohnamo::text {

// An unknown zone is UTC.
model::LocalClock local_clock(base::Time time, const std::string& timezone);

}  // namespace rohnamo::text
