#include "systemd/machine/health.hpp"

#include <fmt/format.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>

#include <catch2/catch.hpp>

#include "machine_tree.hpp"
#include "systemd/machine/disk.hpp"
#include "systemd/machine/sensors.hpp"
#include "tests/fakes/memory_fs.hpp"

using namespace rohnamo;
using namespace rohnamo::machine;
using exchange::Boot;
using exchange::TimeSource;
namespace stdfs = std::filesystem;

namespace {

// A machine of one eMMC, whose second partition holds all.
struct Machine : tests::MachineTree {
  Machine() {
    stdfs::create_directories(places.state);
    struct stat about {};
    ::stat(places.state.c_str(), &about);
    const std::string number = fmt::format("{}:{}", major(about.st_dev), minor(about.st_dev));
    write("sys/devices/mmc/block/mmcblk0/mmcblk0p2/partition", "2\n");
    stdfs::create_directories(root() / "sys/dev/block");
    stdfs::create_directory_symlink(root() / "sys/devices/mmc/block/mmcblk0/mmcblk0p2",
                                    root() / "sys/dev/block" / number);
    stdfs::create_directories(root() / "sys/block");
    stdfs::create_directory_symlink(root() / "sys/devices/mmc/block/mmcblk0",
                                    root() / "sys/block/mmcblk0");
    start("first");
  }

  void start(std::string_view id) const { write("boot_id", fmt::format("{}\n", id)); }
  exchange::MachineHealth look(Phase phase = Phase::running, bool clock_is_kept = false) const {
    return note_health(base::posix_fs(), places, phase, clock_is_kept).value();
  }

  HealthPlaces places{root() / "sys", root() / "boot_id", root() / "state", root() / "run",
                      root() / "cache"};
};

}  // namespace

TEST_CASE("health is written where it outlives the machine, and where the screen reads it") {
  const Machine machine;
  const auto health = machine.look();
  CHECK(health.disk.writable);
  CHECK(health.disk.total > 0);
  CHECK(stdfs::exists(machine.places.state / "health.json"));
  CHECK_FALSE(stdfs::exists(machine.places.state / "write-test"));
  const auto told =
      base::posix_fs().read(exchange::machine_health_path(machine.places.run), 1 << 16).value();
  CHECK(exchange::parse_machine_health(told)->disk == health.disk);
}

TEST_CASE("after a power cut the next start says so; after a shutdown it does not") {
  const Machine machine;
  machine.look();
  machine.start("second");
  CHECK(machine.look().boots.at(1).end == Boot::End::power_cut);
  machine.look(Phase::shutting_down);
  machine.start("third");
  CHECK(machine.look().boots.at(1).end == Boot::End::orderly);
  machine.start("fourth");
  machine.write("sys/fs/pstore/dmesg-efi-1", "Kernel panic - not syncing");
  CHECK(machine.look().boots.at(1).end == Boot::End::crash);
  stdfs::remove(machine.places.sys / "fs/pstore/dmesg-efi-1");
  machine.start("fifth");
  machine.write("sys/class/watchdog/watchdog0/bootstatus", "32\n");
  CHECK(machine.look().boots.at(1).end == Boot::End::watchdog);
}

TEST_CASE("a history that cannot be read begins anew") {
  const Machine machine;
  machine.look();
  machine.write("state/health.json", "{broken");
  machine.start("second");
  CHECK(machine.look().boots.size() == 1);
}

TEST_CASE("a disk that takes nothing is told by a real write") {
  const Machine machine;
  fakes::MemoryFs fs;
  const auto broken = look_at_disk(fs, machine.places.state / "gone", machine.places.sys);
  CHECK_FALSE(broken.writable);
  CHECK_FALSE(broken.write_error.empty());
}

TEST_CASE("an eMMC tells how much of its life is used") {
  const Machine machine;
  CHECK(disk_name(machine.places.state, machine.places.sys) == "mmcblk0");
  CHECK_FALSE(machine.look().disk.worn);
  const char* device = "sys/devices/mmc/block/mmcblk0/device/";
  machine.write(std::string(device) + "life_time", "0x02 0x04\n");
  machine.write(std::string(device) + "pre_eol_info", "0x01\n");
  CHECK(machine.look().disk.worn == 40);
  CHECK_FALSE(machine.look().disk.failing);
  machine.write(std::string(device) + "pre_eol_info", "0x03\n");
  CHECK(machine.look().disk.failing);
  machine.write("sys/fs/ext4/mmcblk0p2/errors_count", "7\n");
  CHECK(machine.look().disk.errors == 7);
}

TEST_CASE("what smartctl prints is read, whatever it is") {
  exchange::DiskHealth disk;
  add_smart(disk, "");
  add_smart(disk, "[]");
  add_smart(disk, R"({"smart_status": {"passed": "yes"}})");
  CHECK(disk == exchange::DiskHealth());
  add_smart(disk, R"({"smart_status": {"passed": true},
                      "nvme_smart_health_information_log": {"percentage_used": 3}})");
  CHECK(disk.worn == 3);
  CHECK_FALSE(disk.failing);
  add_smart(disk, R"({"smart_status": {"passed": false}})");
  CHECK(disk.failing);
}

TEST_CASE("the part that is nearest to its limit is the temperature that counts") {
  const tests::MachineTree tree;
  CHECK(read_sensors(tree.root()) == exchange::Sensors());
  tree.write("class/thermal/thermal_zone0/temp", "61000\n");
  CHECK(read_sensors(tree.root()).temperature == 61);
  CHECK_FALSE(read_sensors(tree.root()).temperature_limit);
  tree.write("class/thermal/thermal_zone1/temp", "58000\n");
  tree.write("class/thermal/thermal_zone1/trip_point_0_type", "active\n");
  tree.write("class/thermal/thermal_zone1/trip_point_0_temp", "50000\n");
  tree.write("class/thermal/thermal_zone1/trip_point_1_type", "critical\n");
  tree.write("class/thermal/thermal_zone1/trip_point_1_temp", "95000\n");
  tree.write("class/thermal/thermal_zone1/trip_point_2_type", "passive\n");
  tree.write("class/thermal/thermal_zone1/trip_point_2_temp", "80000\n");
  CHECK(read_sensors(tree.root()).temperature == 58);
  CHECK(read_sensors(tree.root()).temperature_limit == 80);
}

TEST_CASE("a supply that gives too little is told where the kernel knows it") {
  const tests::MachineTree tree;
  tree.write("class/hwmon/hwmon0/name", "cpu_thermal\n");
  CHECK_FALSE(read_sensors(tree.root()).undervoltage);
  tree.write("class/hwmon/hwmon1/in0_lcrit_alarm", "0\n");
  CHECK(read_sensors(tree.root()).undervoltage == false);
  tree.write("class/hwmon/hwmon1/in0_lcrit_alarm", "1\n");
  CHECK(read_sensors(tree.root()).undervoltage == true);
}

TEST_CASE("a battery clock that stands before all that is proved is no source of time") {
  const Machine machine;
  CHECK(machine.look(Phase::running, true).time_source == TimeSource::network);
  CHECK(machine.look().time_source == TimeSource::none);
  machine.write("sys/class/rtc/rtc0/since_epoch", "86400\n");
  CHECK(machine.look().time_source == TimeSource::none);
  machine.write("sys/class/rtc/rtc0/since_epoch", "2000000000\n");
  CHECK(machine.look().time_source == TimeSource::battery);
}

TEST_CASE("a technician reads what is wrong") {
  exchange::MachineHealth health;
  health.disk.writable = false;
  health.disk.write_error = "Read-only file system";
  health.sensors.undervoltage = true;
  CHECK_THAT(in_words(health), Catch::Contains("CANNOT BE WRITTEN: Read-only file system"));
  CHECK_THAT(in_words(health), Catch::Contains("TOO LITTLE VOLTAGE"));
}
