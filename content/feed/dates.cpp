#include "content/feed/dates.hpp"

#include <fmt/format.h>

#include <array>
#include <chrono>
#include <regex>

namespace rohnamo::feed {
namespace {

std::string checked(int year, unsigned month, unsigned day) {
  const std::chrono::year_month_day date{std::chrono::year(year), std::chrono::month(month),
                                         std::chrono::day(day)};
  return date.ok() ? fmt::format("{:04}-{:02}-{:02}", year, month, day) : "";
}

unsigned month_of(const std::string& name) {
  static constexpr std::array<std::string_view, 12> names{"jan", "feb", "mar", "apr", "may", "jun",
                                                          "jul", "aug", "sep", "oct", "nov", "dec"};
  std::string lower = name.substr(0, 3);
  for (char& c : lower) c = static_cast<char>(c | 0x20);
  for (unsigned i = 0; i < names.size(); ++i)
    if (names.at(i) == lower) return i + 1;
  return 0;
}

}  // namespace

std::string day_of(std::string_view date) {
  constexpr std::size_t longest = 64;
  static const std::regex iso(R"(\s*(\d{4})-(\d\d)-(\d\d)(\D.*)?)");
  static const std::regex mail(
      R"(\s*(?:[A-Za-z]+,?\s+)?(\d{1,2})\s+([A-Za-z]{3,9})\s+(\d{4})\b.*)");
  const std::string text(date.substr(0, longest));
  std::smatch parts;
  if (std::regex_match(text, parts, iso))
    return checked(std::stoi(parts[1]), static_cast<unsigned>(std::stoi(parts[2])),
                   static_cast<unsigned>(std::stoi(parts[3])));
  if (std::regex_match(text, parts, mail))
    return checked(std::stoi(parts[3]), month_of(parts[2]),
                   static_cast<unsigned>(std::stoi(parts[1])));
  return "";
}

}  // namespace rohnamo::feed
