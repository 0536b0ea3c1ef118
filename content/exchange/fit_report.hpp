// What `rohnamo-kiosk --fit` writes and `rohnamo-content check` reads: which headlines and
// summaries have no room on their slides. Pure.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "content/base/result.hpp"

namespace rohnamo::exchange {

struct CutText {
  enum class Part { headline, summary };
  std::string item;  // "story:<id>" or "notice:<id>"
  std::string language;
  std::string screen;  // as it was asked for: "1280x800@10.1"
  Part part = Part::headline;
  std::int64_t room = 0;  // characters (code points) of it, from its beginning, that would stand
};

struct FitReport {
  std::vector<CutText> cuts;
  bool more = false;  // there are others: it ended at most_cuts
};

constexpr std::size_t most_cuts = 1000;
constexpr std::int64_t fit_report_format = 1;
constexpr std::size_t fit_report_limit = 1 << 20;  // bytes
base::Result<FitReport> parse_fit_report(std::string_view bytes);
std::string serialize(const FitReport& report);

}  // namespace rohnamo::exchange
