// What the daemon knows of itself, written where the kiosk and the technician read it.
#pragma once

#include <chrono>
#include <functional>

#include "content/exchange/sync_status.hpp"
#include "sync/app/clock_jumps.hpp"
#include "sync/core/loop.hpp"

namespace rohnamo::app {

// Writes <run>/sync/status.json at each change; of a download's progress at most once a second. A
// copy of what lasts goes to <state>/status.json after each attempt, since <run> is empty after a
// power cut while the content is as fresh as it was. A file that cannot be written is logged once.
// A machine's clock that is set, or found behind what it was before a power cut, is logged and
// told.
class StatusKeeper {
 public:
  struct Options {
    base::Path cache, state, run;
    std::string server;
    std::function<base::Time()> system;                            // the machine's clock
    std::function<std::chrono::steady_clock::time_point()> ticks;  // one that nobody sets
    std::function<std::vector<exchange::Line>()> lines;  // of this machine; none: not told
  };
  // Takes up what the file in <state> says.
  StatusKeeper(base::Fs& fs, Options options);

  void started();
  void progressed(const core::Progress& progress);
  void finished(const base::Result<core::Outcome>& result);
  void sleeping(std::chrono::milliseconds duration);
  // Where neighbours are served (0: they are not), and how many are made use of.
  void met(std::uint16_t shared_port, std::size_t neighbours);

  [[nodiscard]] const exchange::SyncStatus& status() const { return status_; }

 private:
  [[nodiscard]] base::Time now() const;
  void look_at_clock();
  void note_clock_set(base::seconds by);
  void succeed(const core::Outcome& outcome);
  void remember(exchange::Attempt attempt);
  void write();
  void write_to(const base::Path& path);

  base::Fs* fs_;
  Options options_;
  exchange::SyncStatus status_;
  ClockJumps jumps_;
  std::chrono::steady_clock::time_point written_;
  bool complained_ = false;  // of files that cannot be written
};

base::Path kept_status_path(const base::Path& state);  // <state>/status.json

}  // namespace rohnamo::app
