// A rohnamo.yaml, as anybody may lay it onto a stick.
#include <fmt/format.h>

#include <algorithm>

#include "systemd/machine/provision_file.hpp"
#include "systemd/machine/wifi.hpp"
#include "tests/fuzz/target.hpp"

using namespace rohnamo;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto said = machine::ProvisionFile::parse(fuzz::as_text(data, size), "rohnamo.yaml");
  if (!said.report.faults.empty()) return 0;
  for (const std::string& lines : {said.sync, said.kiosk}) {
    const base::Settings left(fmt::format("format: 1\n{}", lines), "drop-in.yaml");
    const auto report = left.report();
    fuzz::require(report.faults.empty(), "what is good leaves good settings");
    fuzz::require(report.warnings.size() ==
                      static_cast<std::size_t>(std::count(lines.begin(), lines.end(), '\n')),
                  "a line has one key");
  }
  if (!said.wifi) return 0;
  const std::string name = machine::iwd_file_name(*said.wifi);
  fuzz::require(name.find('/') == std::string::npos, "a network's name is no path");
  return 0;
}
