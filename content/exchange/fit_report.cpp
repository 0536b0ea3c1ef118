#include "content/exchange/fit_report.hpp"

#include <fmt/format.h>

#include "content/base/format.hpp"

namespace rohnamo::exchange {
namespace {

using base::json::Array;
using base::json::Format;
using base::json::Object;
using base::json::Reader;

std::string_view word(CutText::Part part) {
  return part == CutText::Part::headline ? "headline" : "summary";
}

base::Result<CutText::Part> read_part(const Reader& object) {
  const std::string part = TRY(object.string("part"));
  for (const auto known : {CutText::Part::headline, CutText::Part::summary})
    if (part == word(known)) return known;
  return base::fail(base::Code::invalid_input, fmt::format("there is no part {}", part));
}

base::Result<CutText> read_cut(const Reader& object) {
  CutText cut;
  cut.item = TRY(object.string("item"));
  cut.language = TRY(object.string("language"));
  cut.screen = TRY(object.string("screen"));
  cut.part = TRY(read_part(object));
  cut.room = TRY(object.integer("room"));
  return cut;
}

base::Result<FitReport> read_report(const Reader& object) {
  FitReport report;
  TRY(object.each("cuts", [&](const Reader& cut) -> base::Result<void> {
    report.cuts.push_back(TRY(read_cut(cut)));
    return {};
  }));
  report.more = TRY(object.boolean("more", false));
  return report;
}

}  // namespace

base::Result<FitReport> parse_fit_report(std::string_view bytes) {
  return base::json::read_file(
      bytes, Format{"report of --fit", fit_report_format, fit_report_limit}, &read_report);
}

std::string serialize(const FitReport& report) {
  Array cuts;
  for (const CutText& cut : report.cuts)
    cuts.push_back(Object{{"item", cut.item},
                          {"language", cut.language},
                          {"screen", cut.screen},
                          {"part", word(cut.part)},
                          {"room", cut.room}});
  return boost::json::serialize(
      Object{{"format", fit_report_format}, {"cuts", std::move(cuts)}, {"more", report.more}});
}

}  // namespace rohnamo::exchange
