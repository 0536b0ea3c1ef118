#include "systemd/machine/health.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "content/cache/edition.hpp"
#include "systemd/machine/boots.hpp"
#include "systemd/machine/disk.hpp"
#include "systemd/machine/sensors.hpp"
#include "systemd/machine/smartctl.hpp"
#include "systemd/machine/sys_file.hpp"

namespace rohnamo::machine {
namespace {

using base::Fs;
using base::Path;
using base::Result;
using exchange::Boot;
using exchange::MachineHealth;
using exchange::TimeSource;

constexpr const char* file_name = "health.json";
constexpr std::uint64_t file_limit = 64 << 10;  // bytes

// A clock of the machine's own that lost its battery stands before the floor.
bool has_battery_clock(const Path& sys, base::Time floor) {
  const auto seconds = sys_number(sys / "class/rtc/rtc0/since_epoch");
  return seconds && base::Time(base::seconds(*seconds)) >= floor;
}

TimeSource time_source(const Path& sys, base::Time floor, bool clock_is_kept) {
  if (clock_is_kept) return TimeSource::network;
  return has_battery_clock(sys, floor) ? TimeSource::battery : TimeSource::none;
}

// https://docs.kernel.org/admin-guide/pstore-blk.html,
// https://docs.kernel.org/watchdog/watchdog-api.html
Traces traces_of(const Path& sys) {
  constexpr int card_reset = 0x20;  // WDIOF_CARDRESET
  const auto left = base::posix_fs().list(sys / "fs/pstore").value_or(std::vector<std::string>());
  const auto is_dump = [](const std::string& name) { return name.starts_with("dmesg-"); };
  const std::int64_t status = sys_number(sys / "class/watchdog/watchdog0/bootstatus").value_or(0);
  return {std::ranges::any_of(left, is_dump), (status & card_reset) != 0};
}

Boots boots_before(Fs& fs, const Path& state) {
  const auto bytes = fs.read(state / file_name, file_limit);
  if (!bytes) return {};
  auto health = exchange::parse_machine_health(*bytes);
  return health ? std::move(health->boots) : Boots();
}

std::string end_words(Boot::End end) {
  switch (end) {
    case Boot::End::running:
      return "runs";
    case Boot::End::orderly:
      return "shut down in order";
    case Boot::End::crash:
      return "the kernel gave up";
    case Boot::End::watchdog:
      return "it hung; the watchdog started it anew";
    case Boot::End::power_cut:
      break;
  }
  return "the power was cut";
}

}  // namespace

Result<MachineHealth> note_health(Fs& fs, const HealthPlaces& places, Phase phase,
                                  bool clock_is_kept) {
  const auto id = sys_text(places.boot_id);
  if (!id) return base::fail(base::Code::not_found, places.boot_id.string() + " cannot be read");
  const base::Time floor = cache::proven_time(fs, places.cache);
  MachineHealth health;
  health.written = base::trusted_now(base::system_now(), floor);
  health.boots = boots_before(fs, places.state);
  health.disk = look_at_disk(fs, places.state, places.sys);
  add_smart(health.disk, ask_smartctl(disk_name(places.state, places.sys)));
  health.sensors = read_sensors(places.sys);
  health.time_source = time_source(places.sys, floor, clock_is_kept);
  phase == Phase::shutting_down
      ? note_shutdown(health.boots, *id, health.written)
      : note_alive(health.boots, *id, health.written, traces_of(places.sys));
  const std::string bytes = exchange::serialize(health);
  const auto kept = base::write_whole(fs, places.state / file_name, bytes);
  if (!kept && health.disk.writable) return base::fail(kept.error());
  const Path told = exchange::machine_health_path(places.run);
  TRY(fs.make_directories(told.parent_path()));
  TRY(base::write_whole(fs, told, bytes));
  return health;
}

std::string in_words(const MachineHealth& health) {
  constexpr std::uint64_t mega = 1'000'000;
  const auto& disk = health.disk;
  const auto& sensors = health.sensors;
  std::string text =
      fmt::format("disk         {} of {} MB free\n", disk.free / mega, disk.total / mega);
  text += disk.writable ? "             takes what is written\n"
                        : fmt::format("             CANNOT BE WRITTEN: {}\n", disk.write_error);
  if (disk.worn) text += fmt::format("             {} % of its life used\n", *disk.worn);
  if (disk.failing) text += "             SAYS THAT IT IS FAILING: replace it\n";
  if (disk.errors > 0) text += fmt::format("             {} errors noted\n", disk.errors);
  if (sensors.temperature)
    text += fmt::format(
        "temperature  {} °C{}\n", *sensors.temperature,
        sensors.temperature_limit ? fmt::format(" (limit {} °C)", *sensors.temperature_limit) : "");
  if (sensors.undervoltage)
    text += fmt::format("power        {}\n", *sensors.undervoltage ? "TOO LITTLE VOLTAGE: another "
                                                                     "power supply is needed"
                                                                   : "good");
  text += fmt::format("time from    {}\n", to_string(health.time_source));
  for (const Boot& boot : health.boots)
    text += fmt::format("on           {} to {}: {}\n", base::to_rfc3339(boot.began),
                        base::to_rfc3339(boot.seen), end_words(boot.end));
  return text;
}

}  // namespace rohnamo::machine
