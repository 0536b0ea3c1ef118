// What a disk tells of itself, asked through smartmontools where they are installed.
#pragma once

#include <string>

namespace rohnamo::machine {

// What `smartctl` prints of the disk with that name in /dev; "" where nobody can tell. Waits for
// the disk.
std::string ask_smartctl(const std::string& disk);

}  // namespace rohnamo::machine
