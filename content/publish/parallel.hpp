// Work on many items at once.
#pragma once

#include <algorithm>
#include <atomic>
#include <thread>
#include <vector>

namespace rohnamo::publish {

// Calls `work(i)` for every i below `count`, each once, on as many threads as there are processors;
// returns when all are done. `work` must not throw, and shares nothing that changes.
template <class Work>
void each_in_parallel(std::size_t count, const Work& work) {
  constexpr std::size_t worth_a_thread = 16;  // items
  std::atomic<std::size_t> next{0};
  const auto take = [&] {
    for (std::size_t i = next++; i < count; i = next++) work(i);
  };
  const std::size_t threads =
      std::min<std::size_t>(std::thread::hardware_concurrency(), count / worth_a_thread);
  std::vector<std::jthread> others;
  for (std::size_t i = 1; i < threads; ++i) others.emplace_back(take);
  take();
}

}  // namespace rohnamo::publish
