#include "systemd/machine/smartctl.hpp"

#include "systemd/machine/process.hpp"

namespace rohnamo::machine {

std::string ask_smartctl(const std::string& disk) {
  if (disk.empty()) return {};
  // Its exit status has a bit for each thing that is wrong with the disk.
  const auto said =
      run_process({"smartctl", "--json=c", "--health", "--attributes", "/dev/" + disk});
  return said ? said->output : std::string();
}

}  // namespace rohnamo::machine
