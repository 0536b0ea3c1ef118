#include "kiosk/app/staff_facts.hpp"

#include <sys/statvfs.h>

#include <chrono>
#include <filesystem>

namespace rohnamo::app {
namespace {

constexpr std::uint64_t status_limit = 64 << 10;  // bytes

std::optional<Disk> disk_of(const base::Path& folder) {
  struct statvfs told {};
  if (statvfs(folder.c_str(), &told) != 0) return std::nullopt;
  return Disk{std::uint64_t{told.f_bavail} * told.f_frsize,
              std::uint64_t{told.f_blocks} * told.f_frsize};
}

// Files come and go meanwhile: what cannot be looked at counts nothing.
std::optional<std::uint64_t> size_of(const base::Path& folder) {
  namespace fs = std::filesystem;
  std::error_code error;
  fs::recursive_directory_iterator entry(folder, fs::directory_options::skip_permission_denied,
                                         error);
  if (error) return std::nullopt;
  std::uint64_t size = 0;
  for (; !error && entry != fs::recursive_directory_iterator(); entry.increment(error)) {
    std::error_code gone;
    if (!entry->is_regular_file(gone)) continue;
    const auto bytes = entry->file_size(gone);
    if (!gone) size += bytes;
  }
  return size;
}

base::seconds uptime() {
  timespec time{};
  clock_gettime(CLOCK_BOOTTIME, &time);
  return base::seconds(time.tv_sec);
}

template <class Status>
std::optional<Status> status_in(base::Fs& fs, const base::Path& path,
                                base::Result<Status> (*parse)(std::string_view)) {
  const auto bytes = fs.read(path, status_limit);
  if (!bytes) return std::nullopt;
  auto status = parse(*bytes);
  return status ? std::optional(std::move(*status)) : std::nullopt;
}

}  // namespace

StaffFacts read_staff_facts(base::Fs& fs, const base::Path& cache, const base::Path& run) {
  StaffFacts facts;
  facts.system = base::system_now();
  facts.uptime = uptime();
  facts.kiosk = status_in(fs, exchange::kiosk_status_path(run), exchange::parse_kiosk_status);
  facts.stick = status_in(fs, exchange::sideload_status_path(run), exchange::parse_sideload_status);
  facts.machine = status_in(fs, exchange::machine_health_path(run), exchange::parse_machine_health);
  facts.disk = disk_of(cache);
  facts.cache_size = size_of(cache / "blobs");
  return facts;
}

}  // namespace rohnamo::app
