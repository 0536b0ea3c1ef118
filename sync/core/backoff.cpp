#include "sync/core/backoff.hpp"

#include <algorithm>

namespace rohnamo::core {

std::chrono::milliseconds Backoff::next() {
  // 2^20 times the first wait is over every cap: no shift can overflow.
  const std::chrono::milliseconds doubled = limits_.first * (1LL << std::min(failures_, 20));
  const auto bound = std::max(limits_.floor, std::min(limits_.cap, doubled));
  ++failures_;
  std::uniform_int_distribution<std::int64_t> wait(limits_.floor.count(), bound.count());
  return std::chrono::milliseconds(wait(random_));
}

}  // namespace rohnamo::core
