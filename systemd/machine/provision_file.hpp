// rohnamo.yaml: all that a technician says of a new kiosk, in one file.
#pragma once

#include <string>
#include <string_view>

#include "content/base/settings.hpp"

namespace rohnamo::machine {

struct ProvisionFile {
  std::string server;

  // `file` names the text in the report.
  static ProvisionFile parse(std::string_view text, const base::Path& file);
  base::Settings::Report report;
};

}  // namespace rohnamo::machine
