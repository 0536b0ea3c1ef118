#include "content/publish/limiter.hpp"

#include <algorithm>
#include <cmath>

namespace rohnamo::publish {
namespace {

constexpr double look_ahead = 0.005;  // seconds
constexpr double release = 0.08;      // seconds to come back by 63 %

}  // namespace

Limiter::Limiter(float ceiling, int rate)
    : ceiling_(ceiling),
      window_(static_cast<std::size_t>(rate * look_ahead)),
      recovery_(static_cast<float>(1 - std::exp(-1 / (release * rate)))),
      gains_(window_ + 1, 1.0F),
      sum_(static_cast<double>(window_ + 1)),
      delayed_(window_, 0.0F) {}

// The lowest that was wanted within the window.
float Limiter::held(float wanted) {
  while (!lows_.empty() && lows_.back().gain >= wanted) lows_.pop_back();
  lows_.push_back({at_, wanted});
  if (lows_.front().at + window_ < at_) lows_.pop_front();
  return lows_.front().gain;
}

// The mean over the window. When a peak comes out, all gains in it have been low enough.
float Limiter::smoothed(float gain) {
  float& oldest = gains_[at_ % gains_.size()];
  sum_ += static_cast<double>(gain) - static_cast<double>(oldest);
  oldest = gain;
  return static_cast<float>(sum_ / static_cast<double>(gains_.size()));
}

void Limiter::process(std::span<float> samples) {
  for (float& sample : samples) {
    const float wanted = std::min(1.0F, ceiling_ / std::max(std::abs(sample), 1e-9F));
    gain_ = std::min(held(wanted), gain_ + (1 - gain_) * recovery_);
    const float gain = smoothed(gain_);
    std::swap(sample, delayed_[at_ % window_]);
    sample = std::clamp(sample * gain, -ceiling_, ceiling_);
    ++at_;
  }
}

}  // namespace rohnamo::publish
