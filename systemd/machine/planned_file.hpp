// A file that is to be written when a machine is set up.
#pragma once

#include <string>

#include "content/base/fs.hpp"

namespace rohnamo::machine {

struct PlannedFile {
  base::Path path;  // whole, below the machine's root folder
  std::string bytes;
  bool secret = false;  // for root alone
};

}  // namespace rohnamo::machine
