// `rohnamo-machine health`: looks at the machine and writes what it found.
#pragma once

#include "content/exchange/machine_health.hpp"

namespace rohnamo::machine {

// Where things lie on this machine.
struct HealthPlaces {
  base::Path sys = "/sys";
  base::Path boot_id = "/proc/sys/kernel/random/boot_id";
  base::Path state = "/var/lib/rohnamo/machine";
  base::Path run = "/run/rohnamo";
  base::Path cache = "/var/lib/rohnamo/cache";
};

enum class Phase { running, shutting_down };

// Looks, and writes it to `state`, where it outlives the machine's switching off, and to `run`.
// A disk that takes nothing is no error, but what is told. `clock_is_kept`: see
// base::clock_is_kept.
base::Result<exchange::MachineHealth> note_health(base::Fs& fs, const HealthPlaces& places,
                                                  Phase phase, bool clock_is_kept);

// Lines for a technician, in English.
std::string in_words(const exchange::MachineHealth& health);

}  // namespace rohnamo::machine
