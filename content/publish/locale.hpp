// What ICU knows of languages, places and days.
#pragma once

#include <optional>
#include <string>

#include "content/base/time.hpp"
#include "content/model/channel.hpp"

namespace rohnamo::publish {

bool is_language_tag(const std::string& tag);           // well-formed BCP 47 that can name a file
bool is_timezone(const std::string& name);              // IANA
std::string own_name(const std::string& language_tag);  // "English", "Тоҷикӣ"; first letter large
std::string local_timezone();                           // of this machine, IANA
model::Direction direction_of(const std::string& language_tag);

// What a clock shows in a time zone that is_timezone() knows: "2026-11-28 15:00".
std::string local_minute(base::Time time, const std::string& timezone);

// The first moment of a day in a time zone that is_timezone() knows.
base::Time start_of(std::chrono::year_month_day day, const std::string& timezone);

}  // namespace rohnamo::publish
