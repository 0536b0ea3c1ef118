#include "tests/bench/host_stalls.hpp"

#include <pthread.h>
#include <sched.h>

#include <algorithm>

namespace rohnamo::bench {
namespace {

using std::chrono::steady_clock;

constexpr std::chrono::milliseconds nap{1}, noticed{1};

// False where the system does not allow it.
bool goes_before_all_on(unsigned processor) {
  cpu_set_t set;
  CPU_ZERO(&set);
  CPU_SET(processor, &set);
  const sched_param lowest{sched_get_priority_min(SCHED_FIFO)};
  return pthread_setaffinity_np(pthread_self(), sizeof set, &set) == 0 &&
         pthread_setschedparam(pthread_self(), SCHED_FIFO, &lowest) == 0;
}

void watch(const std::stop_token& stop, unsigned processor, std::vector<Span>& stalls) {
  if (!goes_before_all_on(processor)) return;
  while (!stop.stop_requested()) {
    const auto due = steady_clock::now() + nap;
    std::this_thread::sleep_until(due);
    const auto woken = steady_clock::now();
    if (woken - due > noticed) stalls.push_back({due, woken});
  }
}

// What any of them covers, as disjoint spans in order.
std::vector<Span> united(std::vector<Span> spans) {
  std::ranges::sort(spans, {}, &Span::begin);
  std::vector<Span> all;
  for (const Span& span : spans) {
    if (all.empty() || span.begin > all.back().end)
      all.push_back(span);
    else
      all.back().end = std::max(all.back().end, span.end);
  }
  return all;
}

}  // namespace

HostStalls::HostStalls() : watches_(std::thread::hardware_concurrency()) {
  for (unsigned i = 0; i < watches_.size(); ++i)
    watches_[i].thread = std::jthread(
        [i, &stalls = watches_[i].stalls](const std::stop_token& stop) { watch(stop, i, stalls); });
}

std::vector<Span> HostStalls::end() {
  std::vector<Span> stalls;
  for (Watch& watch : watches_) {
    watch.thread.request_stop();
    watch.thread.join();
    stalls.insert(stalls.end(), watch.stalls.begin(), watch.stalls.end());
  }
  watches_.clear();
  return united(std::move(stalls));
}

std::chrono::duration<double, std::milli> covered(const Span& span,
                                                  const std::vector<Span>& others) {
  steady_clock::duration sum{0};
  for (const Span& other : others) {
    const auto begin = std::max(other.begin, span.begin);
    const auto end = std::min(other.end, span.end);
    if (begin < end) sum += end - begin;
  }
  return sum;
}

}  // namespace rohnamo::bench
