// The screen's wish that rohnamo-sync asks the server now: <run>/kiosk/sync-now, moved into place.
// That it came is all it says; nothing in it is read.
#pragma once

#include "content/base/fs.hpp"

namespace rohnamo::exchange {

constexpr const char* sync_wish_name = "sync-now";

base::Path sync_wish_path(const base::Path& run);  // <run>/kiosk/sync-now

// Makes the folder where it is missing.
base::Result<void> wish_for_sync(base::Fs& fs, const base::Path& run);

}  // namespace rohnamo::exchange
