// systemd, told by its own program.
#pragma once

#include <string>
#include <vector>

#include "content/base/result.hpp"

namespace rohnamo::machine {

// Asks for it and does not wait until it has happened: `words` stand behind `systemctl --no-block`.
// Code::io: it could not be asked.
base::Result<void> tell_systemd(const std::vector<std::string>& words);

}  // namespace rohnamo::machine
