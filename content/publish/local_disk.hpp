// Where a folder lies.
#pragma once

#include "content/base/fs.hpp"

namespace rohnamo::publish {

// Whether it is on a file system of this machine that stamps every change at once. What a network
// brings (NFS, SMB, sshfs) may show an old stamp for a while, and FAT has coarse ones.
bool is_on_local_disk(const base::Path& folder);

}  // namespace rohnamo::publish
