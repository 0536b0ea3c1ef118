// The times that the machine was on, and how each ended: what is noted at intervals and while it
// is shut down, judged by the next start. Pure.
#pragma once

#include <string>
#include <vector>

#include "content/exchange/machine_health.hpp"

namespace rohnamo::machine {

// What the machine found out when it started.
struct Traces {
  bool crash = false;     // a kernel that gave up left word
  bool watchdog = false;  // it was the watchdog that started it
};

using Boots = std::vector<exchange::Boot>;  // newest first, at most boots_kept

// The machine is on. Where its boot is new, the one before has ended: without a word it was the
// power that was cut, unless there are traces of something else.
void note_alive(Boots& boots, const std::string& id, base::Time now, Traces traces);

// It is being shut down as it should be.
void note_shutdown(Boots& boots, const std::string& id, base::Time now);

}  // namespace rohnamo::machine
