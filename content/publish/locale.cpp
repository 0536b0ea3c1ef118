#include "content/publish/locale.hpp"

#include <unicode/gregocal.h>
#include <unicode/locid.h>
#include <unicode/timezone.h>
#include <unicode/uloc.h>

#include <algorithm>
#include <cctype>
#include <cmath>
#include <memory>

namespace rohnamo::publish {
namespace {

std::unique_ptr<icu::TimeZone> zone(const std::string& name) {
  return std::unique_ptr<icu::TimeZone>(
      icu::TimeZone::createTimeZone(icu::UnicodeString::fromUTF8(name)));
}

std::string lower(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return text;
}

}  // namespace

bool is_language_tag(const std::string& tag) {
  UErrorCode status = U_ZERO_ERROR;
  const auto locale = icu::Locale::forLanguageTag(tag, status);
  if (U_FAILURE(status) || tag.empty() || tag.size() > 64) return false;
  const auto again = locale.toLanguageTag<std::string>(status);
  return U_SUCCESS(status) && lower(again) == lower(tag);
}

bool is_timezone(const std::string& name) {
  return *zone(name) != icu::TimeZone::getUnknown();
}

model::Direction direction_of(const std::string& language_tag) {
  UErrorCode status = U_ZERO_ERROR;
  const auto locale = icu::Locale::forLanguageTag(language_tag, status);
  return uloc_isRightToLeft(locale.getName()) ? model::Direction::right_to_left
                                              : model::Direction::left_to_right;
}

base::Time start_of(std::chrono::year_month_day day, const std::string& timezone) {
  UErrorCode status = U_ZERO_ERROR;
  icu::GregorianCalendar calendar(*zone(timezone), status);
  calendar.setGregorianChange(-std::numeric_limits<double>::infinity(), status);
  calendar.clear();
  calendar.set(static_cast<int>(day.year()),
               static_cast<int>(static_cast<unsigned>(day.month())) - 1,
               static_cast<int>(static_cast<unsigned>(day.day())));
  const double milliseconds = calendar.getTime(status);
  return base::Time(std::chrono::seconds(std::llround(milliseconds / 1000)));
}

}  // namespace rohnamo::publish
