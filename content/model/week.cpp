#include "content/model/week.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace rohnamo::model {
namespace {

using Days = std::chrono::days;
using std::chrono::local_days;
using std::chrono::minutes;

// "09:00" at the start of `text`, which is then behind it; -1: it is none.
int take_minute(std::string_view& text) {
  int hour = 0;
  int minute = 0;
  if (text.size() < 5 || text[2] != ':') return -1;
  const auto two = [](std::string_view digits, int& value) {
    const char* end = digits.data() + 2;
    const auto [stopped, error] = std::from_chars(digits.data(), end, value);
    return error == std::errc() && stopped == end && value >= 0;
  };
  if (!two(text.substr(0, 2), hour) || !two(text.substr(3, 2), minute)) return -1;
  if (hour > 24 || minute > 59 || (hour == 24 && minute != 0)) return -1;
  text.remove_prefix(5);
  return hour * 60 + minute;
}

}  // namespace

int weekday_of(local_days day) {
  return static_cast<int>(std::chrono::weekday(day).iso_encoding()) - 1;
}

int minute_of(LocalTime time) {
  const auto since_midnight = time - std::chrono::floor<Days>(time);
  return static_cast<int>(std::chrono::floor<minutes>(since_midnight).count());
}

base::Result<Hours> parse_hours(std::string_view text) {
  std::string_view rest = text;
  Hours hours;
  hours.from = take_minute(rest);
  const bool dash = rest.starts_with('-');
  if (dash) rest.remove_prefix(1);
  hours.until = dash ? take_minute(rest) : -1;
  if (hours.from >= 0 && hours.until >= 0 && rest.empty()) return hours;
  return base::fail(base::Code::invalid_input,
                    fmt::format("`{}` is no span of hours like 09:00-17:00", text));
}

std::string to_string(const Hours& hours) {
  return fmt::format("{:02}:{:02}-{:02}:{:02}", hours.from / 60, hours.from % 60, hours.until / 60,
                     hours.until % 60);
}

std::optional<int> parse_weekday(std::string_view name) {
  const auto* const found = std::ranges::find(weekday_names, name);
  if (found == weekday_names.end()) return std::nullopt;
  return static_cast<int>(found - weekday_names.begin());
}

std::optional<std::vector<int>> parse_weekdays(std::string_view text) {
  const auto dash = text.find('-');
  const auto first = parse_weekday(text.substr(0, dash));
  const auto last = dash == std::string_view::npos ? first : parse_weekday(text.substr(dash + 1));
  if (!first || !last) return std::nullopt;
  std::vector<int> days{*first};
  while (days.back() != *last) days.push_back((days.back() + 1) % 7);
  return days;
}

base::Result<Rhythm> Rhythm::parse(std::string_view text) {
  const auto gap = std::min(text.find(' '), text.size());
  const auto days = parse_weekdays(text.substr(0, gap));
  const auto hours = parse_hours(text.substr(std::min(gap + 1, text.size())));
  if (!days || !hours)
    return base::fail(
        base::Code::invalid_input,
        fmt::format("'{}' is no span like mon-fri 08:00-18:00 or sat 09:00-13:00", text));
  Rhythm rhythm{0, *hours};
  for (const int day : *days)
    rhythm.days |= static_cast<std::uint8_t>(1U << static_cast<unsigned>(day));
  return rhythm;
}

bool Rhythm::includes(LocalTime now) const {
  const auto today = std::chrono::floor<Days>(now);
  const int minute = minute_of(now);
  if (hours.from < hours.until)
    return on(weekday_of(today)) && minute >= hours.from && minute < hours.until;
  return (on(weekday_of(today)) && minute >= hours.from) ||
         (on(weekday_of(today - Days(1))) && minute < hours.until);
}

std::optional<LocalTime> Rhythm::changes_after(LocalTime now) const {
  if (always()) return std::nullopt;
  const auto today = std::chrono::floor<Days>(now);
  const int length = hours.until - hours.from + (hours.from < hours.until ? 0 : day_minutes);
  std::optional<LocalTime> next;
  for (int day = -1; day <= 7; ++day) {
    if (!on(weekday_of(today + Days(day)))) continue;
    const LocalTime begins = today + Days(day) + minutes(hours.from);
    for (const LocalTime change : {begins, begins + minutes(length)})
      if (change > now && (!next || change < *next)) next = change;
  }
  return next;
}

}  // namespace rohnamo::model
