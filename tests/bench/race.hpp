// What the sections that start programs by turns share.
#pragma once

#include <optional>
#include <vector>

#include "tests/bench/process.hpp"
#include "tests/bench/samples.hpp"
#include "tests/bench/setting.hpp"
#include "tests/bench/table.hpp"

namespace rohnamo::bench {

// rohnamo-kiosk on that cache, in a window of that size, whatever configuration the machine has.
std::vector<std::string> kiosk_arguments(const Setting& setting, const base::Path& cache, int width,
                                         int height);

// Where that kiosk keeps what it must know at its next start.
base::Path kiosk_state(const base::Path& cache);

// A row for each: the median, and its ratio to the first one's, which is called `first` there.
template <class Rival>
void print_race(const std::vector<Rival>& rivals, Samples Rival::*samples, std::string_view unit,
                std::string_view first, Table& table) {
  const Rival& one = rivals.front();
  for (const Rival& rival : rivals) {
    if (rival.error)
      table.not_measured(rival.name, *rival.error);
    else if (&rival == &one || one.error)
      table.row(rival.name, (rival.*samples).median(), unit);
    else
      table.row(rival.name, (rival.*samples).median(), unit, (one.*samples).median(), first);
  }
}

}  // namespace rohnamo::bench
