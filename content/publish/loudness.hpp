// How loud samples of one channel are: EBU R 128 (ITU-R BS.1770-4), by libebur128.
#pragma once

#include <cstdint>
#include <memory>
#include <span>

namespace rohnamo::publish {

// One thread.
class LoudnessMeter {
 public:
  explicit LoudnessMeter(int rate);  // samples a second
  ~LoudnessMeter();
  LoudnessMeter(const LoudnessMeter&) = delete;
  LoudnessMeter& operator=(const LoudnessMeter&) = delete;

  void add(std::span<const float> samples);

  [[nodiscard]] double integrated() const;  // LUFS; minus infinity: nothing above −70
  [[nodiscard]] double true_peak() const;   // dBTP; minus infinity: nothing but zeros
  [[nodiscard]] std::uint64_t samples() const { return samples_; }
  // Places where at least three samples in turn are at full scale: the wave was cut off there.
  [[nodiscard]] int clipped() const { return clipped_; }

 private:
  struct State;
  std::unique_ptr<State> state_;
  std::uint64_t samples_ = 0;
  int full_ = 0;  // samples in turn
  int clipped_ = 0;
};

}  // namespace rohnamo::publish
