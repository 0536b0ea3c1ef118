#include "systemd/machine/systemctl.hpp"

#include "systemd/machine/process.hpp"

namespace rohnamo::machine {

base::Result<void> tell_systemd(const std::vector<std::string>& words) {
  Words all{"systemctl", "--no-block", "--quiet"};
  all.insert(all.end(), words.begin(), words.end());
  TRY(run_well(all));
  return {};
}

}  // namespace rohnamo::machine
