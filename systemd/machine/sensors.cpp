#include "systemd/machine/sensors.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "systemd/machine/sys_file.hpp"

namespace rohnamo::machine {
namespace {

using base::Path;
using exchange::Sensors;

// Of what /sys counts in thousandths.
int degrees(std::int64_t thousandths) {
  return static_cast<int>(thousandths / 1000);
}

struct Zone {
  int now;
  std::optional<int> limit;

  // How much hotter it may become: the less, the more it counts.
  [[nodiscard]] int to_go() const { return limit.value_or(1000) - now; }
};

std::vector<Path> folders_of(const Path& folder, std::string_view prefix) {
  std::vector<Path> found;
  for (const auto& name : base::posix_fs().list(folder).value_or(std::vector<std::string>()))
    if (name.starts_with(prefix)) found.push_back(folder / name);
  return found;
}

// https://docs.kernel.org/driver-api/thermal/sysfs-api.html
std::optional<Zone> read_zone(const Path& folder) {
  const auto now = sys_number(folder / "temp");
  if (!now) return std::nullopt;
  Zone zone{degrees(*now), {}};
  for (int i = 0; const auto type = sys_text(folder / fmt::format("trip_point_{}_type", i)); ++i) {
    const auto at = sys_number(folder / fmt::format("trip_point_{}_temp", i));
    if (!at || *at <= 0 || *type == "active") continue;
    zone.limit = std::min(zone.limit.value_or(degrees(*at)), degrees(*at));
  }
  return zone;
}

// https://docs.kernel.org/hwmon/sysfs-interface.html
std::optional<bool> read_undervoltage(const Path& sys) {
  std::optional<bool> low;
  for (const Path& monitor : folders_of(sys / "class/hwmon", "hwmon"))
    if (const auto alarm = sys_number(monitor / "in0_lcrit_alarm"))
      low = low.value_or(false) || *alarm != 0;
  return low;
}

}  // namespace

Sensors read_sensors(const Path& sys) {
  Sensors sensors;
  std::optional<Zone> worst;
  for (const Path& folder : folders_of(sys / "class/thermal", "thermal_zone"))
    if (const auto zone = read_zone(folder); zone && (!worst || zone->to_go() < worst->to_go()))
      worst = zone;
  if (worst) {
    sensors.temperature = worst->now;
    sensors.temperature_limit = worst->limit;
  }
  sensors.undervoltage = read_undervoltage(sys);
  return sensors;
}

}  // namespace rohnamo::machine
