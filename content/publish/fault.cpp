#include "content/publish/fault.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

namespace rohnamo::publish {

void Faults::error(Place place, std::string what, std::string advice) {
  faults_.push_back({Severity::error, std::move(place), std::move(what), std::move(advice), false});
  ++errors_;
}

void Faults::warning(Place place, std::string what, std::string advice) {
  faults_.push_back(
      {Severity::warning, std::move(place), std::move(what), std::move(advice), false});
}

void Faults::untranslated(Place place, std::string what, std::string advice) {
  warning(std::move(place), std::move(what), std::move(advice));
  faults_.back().in_table = true;
}

void Faults::add(Faults others) {
  std::ranges::move(others.faults_, std::back_inserter(faults_));
  errors_ += others.errors_;
}

std::vector<Fault> Faults::sorted() const {
  auto faults = faults_;
  const auto key = [](const Fault& fault) {
    return std::tie(fault.severity, fault.place.file, fault.place.line, fault.place.column);
  };
  std::stable_sort(faults.begin(), faults.end(),
                   [&](const Fault& a, const Fault& b) { return key(a) < key(b); });
  return faults;
}

std::string to_string(const Fault& fault) {
  std::string place = fault.place.file;
  if (fault.place.line > 0) place += fmt::format(":{}:{}", fault.place.line, fault.place.column);
  const auto kind = fault.severity == Severity::error ? "error" : "warning";
  return fmt::format("{}: {}: {}\n    {}\n", place, kind, fault.what, fault.advice);
}

std::string summary(const Faults& faults) {
  const auto count = [](std::size_t n, std::string_view noun) {
    return fmt::format("{} {}{}", n, noun, n == 1 ? "" : "s");
  };
  return count(faults.errors(), "error") + ", " + count(faults.warnings(), "warning");
}

}  // namespace rohnamo::publish
