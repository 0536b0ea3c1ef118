#include "sync/core/day_window.hpp"

#include <fmt/format.h>

#include <optional>

namespace rohnamo::core {
namespace {

using base::Code;
using base::Result;
using std::chrono::minutes;

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// "HH:MM"
std::optional<minutes> time_of_day(std::string_view text) {
  if (text.size() != 5 || text[2] != ':') return std::nullopt;
  for (const std::size_t i : {0, 1, 3, 4})
    if (!is_digit(text[i])) return std::nullopt;
  const int hour = (text[0] - '0') * 10 + (text[1] - '0');
  const int minute = (text[3] - '0') * 10 + (text[4] - '0');
  if (hour > 23 || minute > 59) return std::nullopt;
  return minutes(hour * 60 + minute);
}

std::string clock_text(minutes time) {
  return fmt::format("{:02}:{:02}", time.count() / 60, time.count() % 60);
}

}  // namespace

Result<DayWindow> DayWindow::parse(std::string_view text) {
  const auto dash = text.find('-');
  const auto from = time_of_day(text.substr(0, dash));
  const auto to =
      dash == std::string_view::npos ? std::nullopt : time_of_day(text.substr(dash + 1));
  if (!from || !to || *from == *to)
    return base::fail(Code::invalid_input,
                      fmt::format("'{}' is no part of a day like 22:00-06:00", text));
  return DayWindow{*from, *to};
}

bool DayWindow::contains(std::chrono::local_seconds now) const {
  const auto time = now - std::chrono::floor<std::chrono::days>(now);
  if (from < to) return time >= from && time < to;
  return time >= from || time < to;
}

std::string DayWindow::text() const {
  return clock_text(from) + "-" + clock_text(to);
}

}  // namespace rohnamo::core
