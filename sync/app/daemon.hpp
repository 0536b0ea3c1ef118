// The whole program, wired: one io_context, one thread, the pool of four behind it.
#pragma once

#include "sync/app/config.hpp"

namespace rohnamo::app {

// Both hold the lock in <state>, write the status, and return what the program exits with: 0, or 1
// after an error that was logged.

// Updates until SIGTERM or SIGINT; at once on SIGHUP and when a route appears.
int run_daemon(const Config& config);
// One update.
int run_once(const Config& config);

// Whether a daemon holds the lock; none where that cannot be told.
std::optional<bool> is_running(const Config& config);

}  // namespace rohnamo::app
