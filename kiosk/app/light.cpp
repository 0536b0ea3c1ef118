#include "kiosk/app/light.hpp"

#include <algorithm>

namespace rohnamo::app {
namespace {

constexpr Millis awake_for{240'000};

model::Rhythm every_day(const model::Hours& hours) {
  return {0, hours};
}

}  // namespace

bool Light::awake(Millis steady) const {
  return touched_at_ && steady < *touched_at_ + awake_for;
}

Light::State Light::at(Millis steady, const std::optional<model::LocalTime>& local) const {
  State state{true, plan_.brightness};
  if (!local) return state;
  if (plan_.evening && every_day(*plan_.evening).includes(*local))
    state.brightness = plan_.evening_brightness;
  const auto now = [&](const model::Rhythm& rhythm) { return rhythm.includes(*local); };
  state.lit = plan_.lit.empty() || awake(steady) || std::ranges::any_of(plan_.lit, now);
  return state;
}

Millis Light::changes_at(Millis steady, const std::optional<model::LocalTime>& local) const {
  Millis next = Millis::max();
  if (!local) return next;
  const auto sooner = [&](const model::Rhythm& rhythm) {
    if (const auto change = rhythm.changes_after(*local))
      next = std::min(next, steady + std::chrono::duration_cast<Millis>(*change - *local));
  };
  std::ranges::for_each(plan_.lit, sooner);
  if (plan_.evening) sooner(every_day(*plan_.evening));
  if (!plan_.lit.empty() && awake(steady)) next = std::min(next, *touched_at_ + awake_for);
  return next;
}

}  // namespace rohnamo::app
