// What the system keeps of files in memory, let go of again.
#pragma once

#include "tests/bench/process.hpp"

namespace rohnamo::bench {

// The files that a process has mapped: its program and libraries, fonts, catalogs.
std::vector<base::Path> mapped_files(const Process& process);
// All files below a folder.
std::vector<base::Path> files_below(const base::Path& folder);

// Pages that some process has mapped stay, as those of the C library do.
void forget(const std::vector<base::Path>& files);

}  // namespace rohnamo::bench
