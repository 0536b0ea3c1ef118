#include "content/publish/week_fields.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "content/publish/fields.hpp"

namespace rohnamo::publish {
namespace {

using model::Hours;

constexpr const char* day_advice =
    "Write a day or days: mon, tue, wed, thu, fri, sat, sun, or mon-fri.";

// A fault, and nothing, for what are no days.
std::vector<int> read_days(const Yaml& field) {
  const auto text = field.text();
  if (!text) return {};
  if (auto days = model::parse_weekdays(*text)) return std::move(*days);
  field.error(fmt::format("`{}` is no day of the week", *text), day_advice);
  return {};
}

std::optional<Hours> read_hours(const Yaml& field) {
  const auto text = field.text();
  if (!text) return std::nullopt;
  const auto hours = model::parse_hours(*text);
  if (hours) return *hours;
  field.error(hours.error().message, "Write it as 09:00-17:00, from 00:00 to 24:00.");
  return std::nullopt;
}

// One day's spans, in order; nothing where one of them is at fault.
std::optional<std::vector<Hours>> read_spans(const Yaml& list) {
  std::vector<Hours> spans;
  std::size_t written = 0;
  list.each([&](const Yaml& element) {
    ++written;
    const auto hours = read_hours(element);
    if (!hours) return;
    const int before = spans.empty() ? -1 : spans.back().until;
    if (hours->until <= hours->from)
      element.error(fmt::format("`{}` ends before it begins", to_string(*hours)),
                    "Divide hours over midnight between two days: 20:00-24:00 and 00:00-02:00.");
    else if (hours->from <= before)
      element.error(
          fmt::format("`{}` begins before the hours above it have ended", to_string(*hours)),
          "Write a day's hours in their order, and make one of those that meet.");
    else if (spans.size() == model::most_hours)
      element.error("there are too many hours in this day",
                    fmt::format("Write at most {}.", model::most_hours));
    else
      spans.push_back(*hours);
  });
  if (!list.is_list() || spans.size() != written) return std::nullopt;
  return spans;
}

void read_closed(const Yaml& list, base::Time now, model::Opening& opening) {
  const auto today = std::chrono::floor<std::chrono::days>(now);
  list.each([&](const Yaml& element) {
    const auto day = read_day(element);
    if (!day) return;
    if (std::chrono::sys_days(*day) + std::chrono::days(1) < today)
      element.warning("this day is over", "Take it out.");
    opening.closed.emplace_back(std::chrono::local_days(*day));
  });
  if (opening.closed.size() > model::most_closed_days)
    list.error(fmt::format("there are {} closed days", opening.closed.size()),
               fmt::format("Write at most {}, those that come next.", model::most_closed_days));
  std::ranges::sort(opening.closed);
  const auto twice = std::ranges::unique(opening.closed);
  opening.closed.erase(twice.begin(), twice.end());
}

}  // namespace

std::optional<model::Opening> read_opening(const Yaml& field, base::Time now) {
  if (!field) return std::nullopt;
  model::Opening opening;
  bool good = true;
  std::set<int> given;
  field.each_member([&](const Yaml& key, const Yaml& value) {
    if (key.text() == "closed") return read_closed(value, now, opening);
    const auto days = read_days(key);
    const auto spans = read_spans(value);
    good = good && spans && !days.empty();
    for (const int day : days) {
      if (!given.insert(day).second)
        key.error(fmt::format("the hours of `{}` are given twice",
                              model::weekday_names.at(static_cast<std::size_t>(day))),
                  "Give each day once.");
      if (spans) opening.week.at(static_cast<std::size_t>(day)) = *spans;
    }
  });
  if (std::ranges::any_of(opening.week, [](const auto& spans) { return !spans.empty(); }))
    return opening;
  if (good)
    field.error("`opening` has no hours",
                "Write `opening: {mon-fri: [\"09:00-17:00\"]}`, or take it out.");
  return std::nullopt;
}

model::Rhythm read_rhythm(const Yaml& days, const Yaml& hours) {
  model::Rhythm rhythm;
  bool any = false;
  days.each([&](const Yaml& element) {
    any = true;
    for (const int day : read_days(element))
      rhythm.days = static_cast<std::uint8_t>(rhythm.days | (1U << day));
  });
  if (days.is_list() && !any) days.error("`show_days` names no day", day_advice);
  if (rhythm.days == 0x7f) rhythm.days = 0;
  if (const auto span = read_hours(hours)) {
    if (span->from == span->until || span->from == model::day_minutes)
      hours.error(fmt::format("`{}` is no time at all", to_string(*span)),
                  "Write it as 08:00-18:00, or over midnight as 20:00-02:00.");
    else
      rhythm.hours = *span;
  }
  return rhythm;
}

}  // namespace rohnamo::publish
