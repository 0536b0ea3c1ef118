// What ICU knows of languages, places and days.
#pragma once

#include <optional>
#include <string>

#include "content/base/time.hpp"
#include "content/model/channel.hpp"

namespace rohnamo::publish {

bool is_language_tag(const std::string& tag);  // well-formed BCP 47 that can name a file
bool is_timezone(const std::string& name);     // IANA
model::Direction direction_of(const std::string& language_tag);

// The first moment of a day in a time zone that is_timezone() knows.
base::Time start_of(std::chrono::year_month_day day, const std::string& timezone);

}  // namespace rohnamo::publish
