// A local clock's week: when in it an item is shown, or a place is open. Pure; what a zone's clock
// stands at is handed in. Days are numbered from Monday, 0 to 6; minutes of a day from 0 to 1440,
// which is "24:00".
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "content/base/json.hpp"
#include "content/base/time.hpp"

namespace rohnamo::model {

constexpr int day_minutes = 24 * 60;

// What a zone's clock shows: seconds since 1970-01-01 00:00 there.
using LocalTime = std::chrono::local_seconds;

// How a zone's clock stands at some moment, and until when.
struct LocalClock {
  base::seconds east{0};            // of UTC
  std::optional<base::Time> until;  // the next change (summer time); none: it stays so
  [[nodiscard]] LocalTime at(base::Time time) const {
    return LocalTime((time + east).time_since_epoch());
  }
  [[nodiscard]] base::Time time(LocalTime local) const {
    return base::Time(local.time_since_epoch()) - east;
  }
};

int weekday_of(std::chrono::local_days day);
int minute_of(LocalTime time);

// From a minute of the day to one after it.
struct Hours {
  int from = 0, until = day_minutes;
  bool operator==(const Hours&) const = default;
};

// "09:00-17:30"; either may be 24:00, and the second before the first: whether that is meant as
// over midnight is for the caller to say.
base::Result<Hours> parse_hours(std::string_view text);
std::string to_string(const Hours& hours);  // the same

constexpr std::array<std::string_view, 7> weekday_names{"mon", "tue", "wed", "thu",
                                                        "fri", "sat", "sun"};
std::optional<int> parse_weekday(std::string_view name);
// "mon", or "mon-fri", in their order; "sat-wed" goes on over the week's end.
std::optional<std::vector<int>> parse_weekdays(std::string_view text);

// The days of the week and the hours in which an item is shown. Hours that end before they begin
// go on over midnight and belong to the day on which they begin.
struct Rhythm {
  std::uint8_t days = 0;  // bit 0 is Monday; 0: every day
  Hours hours;
  bool operator==(const Rhythm&) const = default;

  // "mon-fri 08:00-18:00", "sat 22:00-02:00"
  static base::Result<Rhythm> parse(std::string_view text);
  [[nodiscard]] bool always() const { return *this == Rhythm(); }
  [[nodiscard]] bool includes(LocalTime now) const;
  // When it includes something else next, at the latest; none: never.
  [[nodiscard]] std::optional<LocalTime> changes_after(LocalTime now) const;

 private:
  [[nodiscard]] bool on(int weekday) const { return days == 0 || ((days >> weekday) & 1) != 0; }
};

}  // namespace rohnamo::model
