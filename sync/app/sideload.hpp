// Sideload: a publication taken from a stick, by the same verified path as from a server. What is
// looked at is <stick>/rohnamo, as `rohnamo-content export` writes it, and nothing else.
//
// A short process of its own beside the daemon, so that it can be locked in: it writes the cache,
// sync's state and <run>/sync/sideload.json, and needs no network. It holds <state>/sideload.lock,
// which the daemon gives way to, then the lock of an update. What came before it was pulled out is
// kept, and the next time goes on from there.
#pragma once

#include <chrono>
#include <optional>

#include "content/exchange/sideload_status.hpp"
#include "sync/app/config.hpp"

namespace rohnamo::app {

// What `rohnamo-sync sideload` exits with. 0: the screen has now what the stick has, or newer.
enum SideloadExit : int {
  sideload_done = 0,
  sideload_failed = 1,   // pulled out, the disk full, no end of waiting: try again
  sideload_misused = 2,  // arguments, sync.yaml
  no_publication = 3,    // there is no folder `rohnamo`: somebody else's stick
  sideload_refused = 4,  // the stick is too old, damaged, or not signed for this screen
};

struct SideloadOptions {
  // How long an update that is under way is waited for.
  std::chrono::milliseconds patience = std::chrono::minutes(5);
};

// Until it is done, or SIGTERM or SIGINT. Errors are logged and told in the status.
int run_sideload(const Config& config, const base::Path& stick, const SideloadOptions& options);

// Whether somebody with a stick waits, or is served.
bool sideload_waits(base::Fs& fs, const Config& config);

// The last one, as far as it can be read: by anybody from <run>, after a restart from <state>.
std::optional<exchange::SideloadStatus> last_sideload(base::Fs& fs, const Config& config);

}  // namespace rohnamo::app
