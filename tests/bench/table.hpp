// The printed table: one line a figure, printed as soon as it is known.
#pragma once

#include <cstdio>
#include <string>
#include <string_view>

#include "content/base/result.hpp"
#include "tests/bench/samples.hpp"

namespace rohnamo::bench {

class Table {
 public:
  explicit Table(std::FILE* out) : out_(out) {}

  void section(std::string_view title);
  void row(std::string_view what, double value, std::string_view unit, std::string_view note = "");
  // With its ratio to `other`, as "1.42 x <other_name>".
  void row(std::string_view what, double value, std::string_view unit, double other,
           std::string_view other_name);
  // Held against the product's goal, which is at most `most`: "met" or "MISSED".
  void goal(std::string_view what, double value, std::string_view unit, double most);
  void not_measured(std::string_view what, const base::Error& why);

 private:
  std::FILE* out_;
};

}  // namespace rohnamo::bench
