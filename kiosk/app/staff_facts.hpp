// What the machine says of itself to the staff: the status files but sync's, the disk, the clock.
#pragma once

#include <cstdint>
#include <optional>

#include "content/base/fs.hpp"
#include "content/base/time.hpp"
#include "content/exchange/kiosk_status.hpp"
#include "content/exchange/machine_health.hpp"
#include "content/exchange/sideload_status.hpp"

namespace rohnamo::app {

struct Disk {
  std::uint64_t free = 0, total = 0;  // bytes
};

struct StaffFacts {
  base::Time system;  // the machine's clock, which may be wrong
  base::seconds uptime{};
  std::optional<exchange::KioskStatus> kiosk;
  std::optional<exchange::SideloadStatus> stick;
  std::optional<exchange::MachineHealth> machine;
  std::optional<Disk> disk;                 // that holds the cache
  std::optional<std::uint64_t> cache_size;  // bytes of all its blobs
};

// Any thread; some 30 ms where the cache has ten thousand files.
StaffFacts read_staff_facts(base::Fs& fs, const base::Path& cache, const base::Path& run);

}  // namespace rohnamo::app
