#include "tests/bench/table.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace rohnamo::bench {
namespace {

// Three figures that count, thousands set apart.
std::string number(double value) {
  if (value < 10) return fmt::format("{:.2f}", value);
  if (value < 100) return fmt::format("{:.1f}", value);
  const std::string digits = fmt::format("{:.0f}", value);
  std::string text;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    if (i > 0 && (digits.size() - i) % 3 == 0) text += ',';
    text += digits[i];
  }
  return text;
}

std::string one_line(std::string text) {
  std::replace(text.begin(), text.end(), '\n', ' ');
  return text;
}

}  // namespace

void Table::section(std::string_view title) {
  fmt::print(out_, "\n{}\n", title);
  std::fflush(out_);
}

void Table::row(std::string_view what, double value, std::string_view unit, std::string_view note) {
  fmt::print(out_, "  {:<44}{:>10} {}\n", what, number(value),
             note.empty() ? std::string(unit) : fmt::format("{:<6} {}", unit, note));
  std::fflush(out_);
}

void Table::row(std::string_view what, double value, std::string_view unit, double other,
                std::string_view other_name) {
  row(what, value, unit, fmt::format("{:.2f} x {}", value / other, other_name));
}

void Table::goal(std::string_view what, double value, std::string_view unit, double most) {
  row(what, value, unit,
      fmt::format("goal {}: {}", number(most), value <= most ? "met" : "MISSED"));
}

void Table::not_measured(std::string_view what, const base::Error& why) {
  fmt::print(out_, "  {:<44}NOT MEASURED: {}\n", what, one_line(why.message));
  std::fflush(out_);
}

}  // namespace rohnamo::bench
