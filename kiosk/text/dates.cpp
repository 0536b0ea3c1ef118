#include "kiosk/text/dates.hpp"

#include <fmt/format.h>
#include <unicode/dtptngen.h>
#include <unicode/gregocal.h>
#include <unicode/numfmt.h>
#include <unicode/smpdtfmt.h>

#include <charconv>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <utility>

namespace rohnamo::text {
namespace {

constexpr UDate a_day = 86'400'000;    // milliseconds
constexpr UDate a_monday = 4 * a_day;  // 1970-01-05

struct Shape {
  const char16_t* skeleton;
  const char* key;  // in the strings
};

Shape shape_of(Precision precision) {
  switch (precision) {
    case Precision::day:
      return {u"yMMMMd", "date_day"};
    case Precision::month:
      return {u"yMMMM", "date_month"};
    case Precision::year:
      break;
  }
  return {u"y", "date_year"};
}

// All of `text` as a number from `low` to `high`.
bool number_in(std::string_view text, int low, int high, int& number) {
  const char* end = text.data() + text.size();
  const auto [stopped, error] = std::from_chars(text.data(), end, number);
  return error == std::errc{} && stopped == end && number >= low && number <= high;
}

// The middle of the day, month or year, so that another calendar's name for it is the likelier.
UDate moment_of(const Date& date) {
  UErrorCode status = U_ZERO_ERROR;
  icu::GregorianCalendar calendar(*icu::TimeZone::getGMT(), icu::Locale::getRoot(), status);
  calendar.set(date.year, (date.precision == Precision::year ? 7 : date.month) - 1,
               date.precision == Precision::month ? 15 : date.day, 12, 0, 0);
  return calendar.getTime(status);
}

std::string formatted(UDate moment, const icu::UnicodeString& pattern, const icu::Locale& locale,
                      const icu::TimeZone& zone) {
  UErrorCode status = U_ZERO_ERROR;
  icu::SimpleDateFormat format(pattern, locale, status);
  if (U_FAILURE(status)) return {};
  format.setTimeZone(zone);
  icu::UnicodeString text;
  std::string utf8;
  return format.format(moment, text).toUTF8String(utf8);
}

icu::UnicodeString make_best_pattern(const char16_t* skeleton, const icu::Locale& locale) {
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<icu::DateTimePatternGenerator> generator(
      icu::DateTimePatternGenerator::createInstance(locale, status));
  if (U_FAILURE(status)) return u"y-MM-dd";
  return generator->getBestPattern(skeleton, status);
}

// Generators are dear to make, and what they find is little: it is kept, for all threads.
icu::UnicodeString best_pattern(const char16_t* skeleton, const icu::Locale& locale) {
  static std::mutex mutex;
  static std::map<std::pair<std::u16string, std::string>, icu::UnicodeString> kept;
  const std::lock_guard lock(mutex);
  const auto [entry, added] = kept.try_emplace({skeleton, locale.getName()});
  if (added) entry->second = make_best_pattern(skeleton, locale);
  return entry->second;
}

std::string month_name(const Date& date, const icu::Locale& locale, const model::Strings& strings) {
  const auto own = strings.patterns.find(fmt::format("month_{}", date.month));
  if (own != strings.patterns.end()) return own->second;
  return formatted(moment_of(date), u"MMMM", locale, *icu::TimeZone::getGMT());
}

std::string replaced(std::string text, std::string_view name, std::string_view value) {
  if (const auto at = text.find(name); at != std::string::npos) {
    text.replace(at, name.size(), value);
  }
  return text;
}

std::unique_ptr<icu::TimeZone> zone_of(const std::string& timezone) {
  std::unique_ptr<icu::TimeZone> zone(
      icu::TimeZone::createTimeZone(icu::UnicodeString::fromUTF8(timezone)));
  if (!zone || *zone == icu::TimeZone::getUnknown()) zone.reset(icu::TimeZone::getGMT()->clone());
  return zone;
}

UDate moment_of(base::Time time) {
  return static_cast<UDate>(time.time_since_epoch().count()) * 1000.0;
}

}  // namespace

bool parse_date(std::string_view text, Date& date) {
  const bool has_month = text.size() >= 7 && text[4] == '-';
  const bool has_day = text.size() == 10 && text[7] == '-';
  if (text.size() != 4 && !(text.size() == 7 && has_month) && !(has_month && has_day)) return false;
  date = {};
  if (!number_in(text.substr(0, 4), 1, 9999, date.year)) return false;
  if (has_month && !number_in(text.substr(5, 2), 1, 12, date.month)) return false;
  if (has_day && !number_in(text.substr(8, 2), 1, 31, date.day)) return false;
  date.precision = has_day ? Precision::day : has_month ? Precision::month : Precision::year;
  return true;
}

std::string format_date(const Date& date, const icu::Locale& locale,
                        const model::Strings& strings) {
  const auto shape = shape_of(date.precision);
  const auto& zone = *icu::TimeZone::getGMT();
  const auto own = strings.patterns.find(shape.key);
  if (own == strings.patterns.end()) {
    return formatted(moment_of(date), best_pattern(shape.skeleton, locale), locale, zone);
  }
  const auto moment = moment_of(date);
  auto text = replaced(own->second, "{year}", formatted(moment, u"y", locale, zone));
  text = replaced(std::move(text), "{month}", month_name(date, locale, strings));
  return replaced(std::move(text), "{day}", formatted(moment, u"d", locale, zone));
}

Date day_in(base::Time time, const std::string& timezone) {
  UErrorCode status = U_ZERO_ERROR;
  icu::GregorianCalendar calendar(zone_of(timezone).release(), icu::Locale::getRoot(), status);
  calendar.setTime(moment_of(time), status);
  Date date;
  date.precision = Precision::day;
  date.year = calendar.get(UCAL_YEAR, status);
  date.month = calendar.get(UCAL_MONTH, status) + 1;
  date.day = calendar.get(UCAL_DAY_OF_MONTH, status);
  return date;
}

std::string format_clock(base::Time time, const icu::Locale& locale, const std::string& timezone) {
  return formatted(moment_of(time), best_pattern(u"Hm", locale), locale, *zone_of(timezone));
}

std::string format_minute(int minute, const icu::Locale& locale) {
  icu::UnicodeString pattern = best_pattern(u"Hm", locale);
  if (minute == model::day_minutes) pattern.findAndReplace(u"H", u"k");  // from 1 to 24
  return formatted(minute * 60'000.0, pattern, locale, *icu::TimeZone::getGMT());
}

std::string format_weekday(int day, const icu::Locale& locale, const model::Strings& strings) {
  const auto own = strings.patterns.find(fmt::format("weekday_{}", day + 1));
  if (own != strings.patterns.end()) return own->second;
  return formatted(a_monday + day * a_day, u"EEEE", locale, *icu::TimeZone::getGMT());
}

std::string name_of_weekday(int day, bool brief, const icu::Locale& locale) {
  UErrorCode status = U_ZERO_ERROR;
  icu::SimpleDateFormat format(brief ? u"ccc" : u"cccc", locale, status);
  format.setContext(UDISPCTX_CAPITALIZATION_FOR_BEGINNING_OF_SENTENCE, status);
  if (U_FAILURE(status)) return {};
  format.setTimeZone(*icu::TimeZone::getGMT());
  icu::UnicodeString text;
  std::string utf8;
  return format.format(a_monday + day * a_day, text).toUTF8String(utf8);
}

}  // namespace rohnamo::text
