// The disk that holds what Rohnamo keeps: room, whether it takes what is written, wear.
#pragma once

#include <string>
#include <string_view>

#include "content/exchange/machine_health.hpp"

namespace rohnamo::machine {

// Of the file system of `folder`: room, a real write into `folder` that reaches the disk, errors
// that the file system noted, and what an eMMC or SD card's controller tells of itself in `sys`
// ("/sys"). Milliseconds; seconds on a disk that is ending.
exchange::DiskHealth look_at_disk(base::Fs& fs, const base::Path& folder, const base::Path& sys);

// The name in /dev of the disk, not of the partition, that holds `folder`: "mmcblk0", "nvme0n1",
// "sda". Empty where there is no such thing, as for memory.
std::string disk_name(const base::Path& folder, const base::Path& sys);

// Adds what `smartctl --json --health --attributes` printed. What is not there, or is no JSON, adds
// nothing.
void add_smart(exchange::DiskHealth& disk, std::string_view json);

}  // namespace rohnamo::machine
