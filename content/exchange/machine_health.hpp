// How the machine itself is: <run>/machine/health.json, written whole by `rohnamo-machine health`.
// What nothing on the machine can tell is missing.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "content/base/fs.hpp"
#include "content/base/time.hpp"

namespace rohnamo::exchange {

// The disk that holds what Rohnamo keeps.
struct DiskHealth {
  std::uint64_t free = 0, total = 0;  // bytes
  bool writable = true;               // a file was written there just now, and reached the disk
  std::string write_error;            // why not
  std::optional<int> worn;            // percent of its life that its maker counts as used
  bool failing = false;               // it says of itself that it is
  std::uint64_t errors = 0;           // of its file system, since that was made
  bool operator==(const DiskHealth&) const = default;
};

struct Sensors {
  std::optional<int> temperature;        // of the hottest part, in degrees Celsius
  std::optional<int> temperature_limit;  // of that part: from here on it protects itself
  std::optional<bool> undervoltage;      // the power supply gives too little
  bool operator==(const Sensors&) const = default;
};

enum class TimeSource {
  network,  // something keeps the clock right, as the kernel knows it
  battery,  // a clock of the machine's own that goes on while it is off
  none,     // after a power cut the time is lost
};

// One time that the machine was on.
struct Boot {
  enum class End {
    running,   // it has not ended
    orderly,   // switched off or started anew as it should be
    crash,     // the kernel gave up, and left word of it
    watchdog,  // it hung, and the watchdog started it anew
    power_cut  // it ended without a word
  };
  std::string id;    // the kernel's, of this boot
  base::Time began;  // by trusted time, as `seen`
  base::Time seen;   // the last time that it is known to have been on
  End end = End::running;
  bool operator==(const Boot&) const = default;
};

constexpr std::size_t boots_kept = 20;

struct MachineHealth {
  base::Time written;
  DiskHealth disk;
  Sensors sensors;
  TimeSource time_source = TimeSource::none;
  std::vector<Boot> boots;  // newest first, at most boots_kept
};

std::string_view to_string(TimeSource source);
std::string_view to_string(Boot::End end);

constexpr std::int64_t machine_health_format = 1;
base::Result<MachineHealth> parse_machine_health(std::string_view bytes);
std::string serialize(const MachineHealth& health);

base::Path machine_health_path(const base::Path& run);  // <run>/machine/health.json

}  // namespace rohnamo::exchange
