#include "content/model/opening.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace rohnamo::model {
namespace {

using base::json::Reader;
using std::chrono::days;
using std::chrono::local_days;
using std::chrono::minutes;

constexpr int looked_at = 60;  // days

base::Result<void> read_day_hours(const Reader& object, std::size_t weekday, Opening& opening) {
  auto& spans = opening.week.at(weekday);
  return object.each(weekday_names.at(weekday), [&](const Reader& element) -> base::Result<void> {
    const Hours hours = TRY(parse_hours(TRY(element.as_string())));
    const int earliest = spans.empty() ? 0 : spans.back().until + 1;
    if (hours.from < earliest || hours.until <= hours.from || spans.size() == most_hours)
      return base::fail(base::Code::invalid_input,
                        fmt::format("{} `{}` is empty, out of order or too much", element.where(),
                                    to_string(hours)));
    spans.push_back(hours);
    return {};
  });
}

std::string text_of(local_days day) {
  const std::chrono::year_month_day date(day);
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
}

}  // namespace

const std::vector<Hours>& Opening::on(local_days day) const {
  static const std::vector<Hours> none;
  if (std::ranges::binary_search(closed, day)) return none;
  return week.at(static_cast<std::size_t>(weekday_of(day)));
}

OpenState state_at(const Opening& opening, LocalTime now) {
  const local_days today = std::chrono::floor<days>(now);
  OpenState state;
  for (int offset = 0; offset < looked_at; ++offset) {
    const local_days day = today + days(offset);
    // Open, and nothing goes on at midnight: it closes there.
    if (state.open && *state.until == day &&
        (opening.on(day).empty() || opening.on(day).front().from != 0))
      return state;
    for (const Hours& hours : opening.on(day)) {
      const LocalTime from = day + minutes(hours.from);
      const LocalTime until = day + minutes(hours.until);
      if (until <= now) continue;
      if (!state.open && from > now) return {false, from};
      if (state.open && from != *state.until) return state;
      state = {true, until};
    }
    if (state.open && *state.until < day + days(1)) return state;
  }
  return {state.open, std::nullopt};
}

base::Result<Opening> read_opening(const Reader& object) {
  Opening opening;
  for (std::size_t day = 0; day < weekday_names.size(); ++day)
    TRY(read_day_hours(object, day, opening));
  TRY(object.each("closed", [&](const Reader& element) -> base::Result<void> {
    if (opening.closed.size() == most_closed_days)
      return base::fail(base::Code::invalid_input, element.where() + " are too many days");
    const auto date = TRY(base::parse_day(TRY(element.as_string())));
    opening.closed.emplace_back(std::chrono::local_days(date));
    return {};
  }));
  std::ranges::sort(opening.closed);
  const auto twice = std::ranges::unique(opening.closed);
  opening.closed.erase(twice.begin(), twice.end());
  return opening;
}

base::json::Object write_opening(const Opening& opening) {
  base::json::Object object;
  for (std::size_t day = 0; day < weekday_names.size(); ++day) {
    base::json::Array spans;
    for (const Hours& hours : opening.week.at(day)) spans.emplace_back(to_string(hours));
    if (!spans.empty()) object[weekday_names.at(day)] = std::move(spans);
  }
  base::json::Array closed;
  for (const local_days day : opening.closed) closed.emplace_back(text_of(day));
  if (!closed.empty()) object["closed"] = std::move(closed);
  return object;
}

}  // namespace rohnamo::model
