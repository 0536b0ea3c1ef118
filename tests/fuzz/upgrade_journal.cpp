// How far an upgrade has come: root reads it after every start.
#include "systemd/machine/upgrade_journal.hpp"
#include "tests/fuzz/target.hpp"

using namespace rohnamo;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto journal = machine::parse_upgrade_journal(fuzz::as_text(data, size));
  if (!journal) return 0;
  const auto written = machine::serialize(*journal);
  const auto again = machine::parse_upgrade_journal(written);
  fuzz::require(again && machine::serialize(*again) == written, "a journal keeps its values");
  fuzz::require(machine::describe(*journal).ends_with('\n'), "it is told in whole lines");
  return 0;
}
