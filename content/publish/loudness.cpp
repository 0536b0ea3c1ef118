#include "content/publish/loudness.hpp"

#include <ebur128.h>

#include <cmath>
#include <new>

namespace rohnamo::publish {
namespace {

constexpr float full_scale = 0.999F;
constexpr int clipped_from = 3;  // samples in turn

}  // namespace

struct LoudnessMeter::State {
  ebur128_state* meter;
};

LoudnessMeter::LoudnessMeter(int rate)
    : state_(std::make_unique<State>(State{ebur128_init(
          1, static_cast<unsigned long>(rate), EBUR128_MODE_I | EBUR128_MODE_TRUE_PEAK)})) {
  if (state_->meter == nullptr) throw std::bad_alloc();
}

LoudnessMeter::~LoudnessMeter() {
  ebur128_destroy(&state_->meter);
}

void LoudnessMeter::add(std::span<const float> samples) {
  ebur128_add_frames_float(state_->meter, samples.data(), samples.size());
  samples_ += samples.size();
  for (const float sample : samples) {
    full_ = std::abs(sample) >= full_scale ? full_ + 1 : 0;
    if (full_ == clipped_from) ++clipped_;
  }
}

double LoudnessMeter::integrated() const {
  double loudness = -HUGE_VAL;
  ebur128_loudness_global(state_->meter, &loudness);
  return loudness;
}

double LoudnessMeter::true_peak() const {
  double peak = 0;
  ebur128_true_peak(state_->meter, 0, &peak);
  return 20 * std::log10(peak);
}

}  // namespace rohnamo::publish
