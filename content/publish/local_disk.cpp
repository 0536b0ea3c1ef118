#include "content/publish/local_disk.hpp"

#include <linux/magic.h>
#include <sys/vfs.h>

#include <algorithm>
#include <array>
#include <cstdint>

namespace rohnamo::publish {

bool is_on_local_disk(const base::Path& folder) {
  constexpr std::uint32_t zfs = 0x2fc12fc1, bcachefs = 0xca451a4e;  // not in linux/magic.h
  constexpr std::array<std::uint32_t, 8> known{EXT4_SUPER_MAGIC,
                                               XFS_SUPER_MAGIC,
                                               BTRFS_SUPER_MAGIC,
                                               F2FS_SUPER_MAGIC,
                                               TMPFS_MAGIC,
                                               OVERLAYFS_SUPER_MAGIC,
                                               zfs,
                                               bcachefs};
  struct statfs status {};
  return ::statfs(folder.c_str(), &status) == 0 &&
         std::ranges::find(known, static_cast<std::uint32_t>(status.f_type)) != known.end();
}

}  // namespace rohnamo::publish
