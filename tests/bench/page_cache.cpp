#include "tests/bench/page_cache.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>

namespace rohnamo::bench {

using base::Path;

std::vector<Path> mapped_files(const Process& process) {
  std::vector<Path> files;
  std::ifstream maps(fmt::format("/proc/{}/maps", process.id()));
  for (std::string line; std::getline(maps, line);) {
    const auto slash = line.find('/');
    if (slash == std::string::npos) continue;
    Path file = line.substr(slash);
    if (files.empty() || files.back() != file) files.push_back(std::move(file));
  }
  std::ranges::sort(files);
  files.erase(std::unique(files.begin(), files.end()), files.end());
  return files;
}

std::vector<Path> files_below(const Path& folder) {
  std::vector<Path> files;
  std::error_code none;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder, none))
    if (entry.is_regular_file(none)) files.push_back(entry.path());
  return files;
}

void forget(const std::vector<Path>& files) {
  for (const Path& file : files) {
    const Descriptor open(::open(file.c_str(), O_RDONLY | O_CLOEXEC));
    if (!open.open()) continue;
    ::fdatasync(open.get());  // only what is on the disk can be let go
    ::posix_fadvise(open.get(), 0, 0, POSIX_FADV_DONTNEED);
  }
}

}  // namespace rohnamo::bench
