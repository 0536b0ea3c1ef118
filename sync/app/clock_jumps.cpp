#include "sync/app/clock_jumps.hpp"

#include <utility>

namespace rohnamo::app {
namespace {

constexpr base::seconds least{10};

}  // namespace

std::optional<base::seconds> ClockJumps::look(base::Time system, Ticks ticks) {
  const auto ahead =
      system.time_since_epoch() - std::chrono::floor<base::seconds>(ticks.time_since_epoch());
  const auto before = std::exchange(ahead_, ahead);
  if (!before || std::chrono::abs(ahead - *before) < least) return std::nullopt;
  return ahead - *before;
}

}  // namespace rohnamo::app
