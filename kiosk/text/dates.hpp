// Dates in a language's words. Private to this folder.
//
// ICU's own patterns, unless the strings say better: `date_day` ("{day} {month} {year}"),
// `date_month` and `date_year`, with `month_1` to `month_12` and `weekday_1` to `weekday_7` where
// ICU's names do not stand well in a sentence (Tajik's are capitals without their ending).
#pragma once

#include <unicode/locid.h>

#include <string>
#include <string_view>

#include "content/base/time.hpp"
#include "content/model/strings.hpp"
#include "content/model/week.hpp"

namespace rohnamo::text {

enum class Precision { year, month, day };

// A day of the Gregorian calendar; what is not known is 1.
struct Date {
  int year = 0, month = 1, day = 1;
  Precision precision = Precision::year;
};

// "2018", "2018-09", "2019-05-14". False: it is none of these.
bool parse_date(std::string_view text, Date& date);

std::string format_date(const Date& date, const icu::Locale& locale, const model::Strings& strings);

// The day and the time of day of a moment in an IANA time zone; an unknown zone is UTC.
Date day_in(base::Time time, const std::string& timezone);
std::string format_clock(base::Time time, const icu::Locale& locale, const std::string& timezone);
// A minute of the day; the last one's end is "24:00".
std::string format_minute(int minute, const icu::Locale& locale);
// A day of the week, Monday is 0: as it stands in a sentence, or by itself.
std::string format_weekday(int day, const icu::Locale& locale, const model::Strings& strings);
std::string name_of_weekday(int day, bool brief, const icu::Locale& locale);

}  // namespace rohnamo::text
