// When the host of a virtual machine had taken a processor away: what is late because of it is not
// the program's lateness.
#pragma once

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
  HostStalls(const HostStalls&) = delete;
  HostStalls& operator=(const HostStalls&) = delete;

  // Ends the watch. When any processor was away: disjoint, in order; none where nobody may watch.
  std::vector<Span> end();

 private:
  struct Watch {
    std::vector<Span> stalls;
    std::jthread thread;  // joined before `stalls` is read
  };
  std::vector<Watch> watches_;
};

// How much of `span` the others cover.
std::chrono::duration<double, std::milli> covered(const Span& span,
                                                  const std::vector<Span>& others);

}  // namespace rohnamo::bench
