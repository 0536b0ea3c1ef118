#include "content/publish/locale.hpp"

#include <fmt/chrono.h>
#include <unicode/gregocal.h>
#include <unicode/locid.h>
#include <unicode/stringoptions.h>
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

std::string own_name(const std::string& language_tag) {
  UErrorCode status = U_ZERO_ERROR;
  const auto locale = icu::Locale::forLanguageTag(language_tag, status);
  icu::UnicodeString name;
  locale.getDisplayName(locale, name);
  name.toTitle(nullptr, locale, U_TITLECASE_WHOLE_STRING);
  std::string utf8;
  return name.toUTF8String(utf8);
}

std::string local_timezone() {
  const std::unique_ptr<icu::TimeZone> here(icu::TimeZone::detectHostTimeZone());
  icu::UnicodeString name;
  std::string utf8;
  return here->getID(name).toUTF8String(utf8);
}

std::string local_minute(base::Time time, const std::string& timezone) {
  const double milliseconds = static_cast<double>(time.time_since_epoch().count()) * 1000;
  UErrorCode status = U_ZERO_ERROR;
  std::int32_t east = 0, summer = 0;
  zone(timezone)->getOffset(milliseconds, 0, east, summer, status);
  const auto local = time + std::chrono::seconds((east + summer) / 1000);
  return fmt::format("{:%F %H:%M}", local);
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
