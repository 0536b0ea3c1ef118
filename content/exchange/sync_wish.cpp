#include "content/exchange/sync_wish.hpp"

namespace rohnamo::exchange {

base::Path sync_wish_path(const base::Path& run) {
  return run / "kiosk" / sync_wish_name;
}

base::Result<void> wish_for_sync(base::Fs& fs, const base::Path& run) {
  const base::Path path = sync_wish_path(run);
  TRY(fs.make_directories(path.parent_path()));
  return base::write_whole(fs, path, "\n");
}

}  // namespace rohnamo::exchange
