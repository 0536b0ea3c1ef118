#include "systemd/machine/disk.hpp"

#include <fmt/format.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/sysmacros.h>

#include <algorithm>
#include <charconv>
#include <filesystem>

#include "content/base/json.hpp"
#include "systemd/machine/sys_file.hpp"

namespace rohnamo::machine {
namespace {

using base::Path;
using base::Result;
using exchange::DiskHealth;

// Where /sys describes the partition, or the whole disk, that holds `folder`.
Path block_device(const Path& folder, const Path& sys) {
  struct stat about {};
  if (stat(folder.c_str(), &about) != 0) return {};
  std::error_code missing;
  return std::filesystem::canonical(
      sys / "dev/block" / fmt::format("{}:{}", major(about.st_dev), minor(about.st_dev)), missing);
}

Result<void> write_there(base::Fs& fs, const Path& folder) {
  constexpr std::size_t block = 4096;  // bytes
  const Path probe = folder / "write-test";
  const std::string bytes(block, 'w');
  {
    const auto file = TRY(fs.create(probe));
    TRY(file->write(bytes));
    TRY(file->sync());
  }
  TRY(fs.remove(probe));
  return fs.sync_directory(folder);
}

// The highest of numbers like "0x02 0x0b"; 0 where there is none.
int highest(std::string_view text) {
  constexpr std::string_view prefix = "0x";
  int most = 0;
  for (auto at = text.find(prefix); at != std::string_view::npos; at = text.find(prefix, at)) {
    at += prefix.size();
    int number = 0;
    std::from_chars(text.data() + at, text.data() + text.size(), number, 16);
    most = std::max(most, number);
  }
  return most;
}

// JEDEC JESD84-B51: DEVICE_LIFE_TIME_EST_TYP_A and _B, in tenths begun; PRE_EOL_INFO.
void add_emmc(DiskHealth& disk, const Path& device) {
  constexpr int tenth = 10, urgent = 3;
  const int life = highest(sys_text(device / "device/life_time").value_or(""));
  if (life > 0) disk.worn = tenth * life;
  disk.failing = highest(sys_text(device / "device/pre_eol_info").value_or("")) >= urgent;
}

}  // namespace

std::string disk_name(const Path& folder, const Path& sys) {
  const Path device = block_device(folder, sys);
  std::error_code missing;
  const bool part = std::filesystem::exists(device / "partition", missing);
  return (part ? device.parent_path() : device).filename().string();
}

DiskHealth look_at_disk(base::Fs& fs, const Path& folder, const Path& sys) {
  DiskHealth disk;
  struct statvfs room {};
  if (statvfs(folder.c_str(), &room) == 0) {
    disk.free = std::uint64_t{room.f_bavail} * room.f_frsize;
    disk.total = std::uint64_t{room.f_blocks} * room.f_frsize;
  }
  if (const auto written = write_there(fs, folder); !written) {
    disk.writable = false;
    disk.write_error = written.error().message;
  }
  const Path device = block_device(folder, sys);
  if (device.empty()) return disk;
  const auto errors = sys_number(sys / "fs/ext4" / device.filename() / "errors_count");
  disk.errors = static_cast<std::uint64_t>(std::max(errors.value_or(0), std::int64_t{0}));
  add_emmc(disk, sys / "block" / disk_name(folder, sys));
  return disk;
}

void add_smart(DiskHealth& disk, std::string_view json) {
  constexpr std::size_t limit = 1 << 20;  // bytes
  const auto value = base::json::parse(json, limit);
  if (!value || !value->is_object()) return;
  const base::json::Reader told(*value, "smartctl");
  if (const auto status = told.object("smart_status"))
    if (const auto passed = status->boolean("passed", true); passed && !*passed)
      disk.failing = true;
  // NVM Express Base Specification, SMART / Health Information Log: 255 stands for all above.
  if (const auto log = told.object("nvme_smart_health_information_log"))
    if (const auto used = log->integer("percentage_used")) disk.worn = static_cast<int>(*used);
}

}  // namespace rohnamo::machine
