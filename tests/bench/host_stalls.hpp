// When the host of a virtual machine had taken a processor away: what is late because of it is not
// the program's lateness.
#pragma once

#include <atomic>
#include <chrono>
#include <thread>
#include <vector>

namespace rohnamo::bench {

struct Span {
  std::chrono::steady_clock::time_point begin, end;
};

// Watches for as long as it lives: a thread on each processor, before all others (SCHED_FIFO, for
// which one is root), that sleeps a millisecond again and again. Only what stands above the
// system's scheduler keeps such a thread from waking in time.
class HostStalls {
 public:
  HostStalls();
  ~HostStalls();
  HostStalls(const HostStalls&) = delete;
  HostStalls& operator=(const HostStalls&) = delete;

  // How much of `span` some processor was away; 0 where nobody may watch. Ends the watch.
  std::chrono::duration<double, std::milli> within(const Span& span);

 private:
  struct Watch {
    std::vector<Span> stalls;
    std::jthread thread;  // its stop ends it; joined before `stalls` is read
  };
  void end();
  std::vector<Watch> watches_;
  std::vector<Span> stalls_;  // of all, disjoint, in order; once the watch has ended
};

}  // namespace rohnamo::bench
