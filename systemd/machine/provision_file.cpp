#include "systemd/machine/provision_file.hpp"

namespace rohnamo::machine {

ProvisionFile ProvisionFile::parse(std::string_view text, const base::Path& file) {
  base::Settings settings(text, file);
  ProvisionFile said;
  said.server = settings.text("server", {});
  said.report = settings.report();
  return said;
}

}  // namespace rohnamo::machine
