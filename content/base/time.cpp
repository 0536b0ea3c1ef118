#include "content/base/time.hpp"

#include <fmt/format.h>

#include <charconv>

#include "content/base/build_time.hpp"

namespace rohnamo::base {
namespace {

// A fixed number of decimal digits at the start of `text`, which is shortened by them.
Result<int> digits(std::string_view& text, std::size_t count) {
  int value = 0;
  if (text.size() < count) return fail(Code::invalid_input, "too short");
  const auto [end, error] = std::from_chars(text.data(), text.data() + count, value);
  if (error != std::errc() || end != text.data() + count || text[0] == '-')
    return fail(Code::invalid_input, "not a number");
  text.remove_prefix(count);
  return value;
}

Result<void> expect(std::string_view& text, char c) {
  if (text.empty() || text[0] != c)
    return fail(Code::invalid_input, fmt::format("'{}' missing", c));
  text.remove_prefix(1);
  return {};
}

Result<std::chrono::year_month_day> take_day(std::string_view& text) {
  const int year = TRY(digits(text, 4));
  TRY(expect(text, '-'));
  const int month = TRY(digits(text, 2));
  TRY(expect(text, '-'));
  const int day = TRY(digits(text, 2));
  const std::chrono::year_month_day date{std::chrono::year(year),
                                         std::chrono::month(static_cast<unsigned>(month)),
                                         std::chrono::day(static_cast<unsigned>(day))};
  if (!date.ok()) return fail(Code::invalid_input, "no such day");
  return date;
}

Result<Time> take_time(std::string_view text) {
  const auto date = TRY(take_day(text));
  TRY(expect(text, 'T'));
  const int hour = TRY(digits(text, 2));
  TRY(expect(text, ':'));
  const int minute = TRY(digits(text, 2));
  TRY(expect(text, ':'));
  const int second = TRY(digits(text, 2));
  TRY(expect(text, 'Z'));
  if (!text.empty() || hour > 23 || minute > 59 || second > 59)
    return fail(Code::invalid_input, "no such time");
  return std::chrono::sys_days(date) + std::chrono::hours(hour) + std::chrono::minutes(minute) +
         seconds(second);
}

}  // namespace

Time system_now() {
  return std::chrono::floor<seconds>(std::chrono::system_clock::now());
}

Time trusted_now(Time system, Time floor) {
  const bool plausible = system >= floor && system <= floor + std::chrono::days(730);
  return plausible ? system : floor;
}

Time build_time() {
  return Time(seconds(ROHNAMO_BUILD_TIME));
}

std::string to_rfc3339(Time time) {
  const auto day = std::chrono::floor<std::chrono::days>(time);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss clock(time - day);
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                     clock.hours().count(), clock.minutes().count(), clock.seconds().count());
}

Result<Time> from_rfc3339(std::string_view text) {
  auto time = take_time(text);
  if (!time)
    return fail(time.error(), fmt::format("'{}' is no time like 2026-11-23T20:47:52Z", text));
  return time;
}

Result<std::chrono::year_month_day> parse_day(std::string_view text) {
  std::string_view rest = text;
  auto day = take_day(rest);
  if (!day || !rest.empty())
    return fail(Code::invalid_input, fmt::format("'{}' is no day like 2026-11-23", text));
  return day;
}

}  // namespace rohnamo::base
