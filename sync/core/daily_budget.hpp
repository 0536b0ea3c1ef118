// How many bytes of a day's allowance are spent, remembered over restarts.
//
// The rule for a clock that is wrong: a day is over when the local date is later than the one noted
// with the bytes, or when the program has run for 25 hours since that day began (a date noted by a
// clock that was ahead, or a clock that stands still; 25 since a day in autumn has as many). A date
// that goes back begins no day. So a clock that jumps forth and back refills nothing, and none
// makes a kiosk starve for longer than a day of running.
//
// The file says what may have been spent: more is noted there, a step at a time, before it is
// spent, so that a power cut costs up to one step and gives nothing. A file that cannot be read is
// as none. One thread.
#pragma once

#include <chrono>
#include <cstdint>

#include "content/base/fs.hpp"

namespace rohnamo::core {

class DailyBudget {
 public:
  // `bytes`: of a day, more than 0.
  DailyBudget(base::Fs& fs, base::Path file, std::uint64_t bytes);

  // Lets time pass: the local time now, and a clock that never goes back.
  void turn(std::chrono::local_seconds now, std::chrono::milliseconds ticks);
  void spend(std::uint64_t bytes);
  // Writes what was spent exactly, where the file says otherwise: between two updates. Errors: of
  // writing; the count goes on without the file.
  base::Result<void> settle();

  [[nodiscard]] std::uint64_t bytes() const { return bytes_; }
  [[nodiscard]] std::uint64_t spent() const { return spent_; }

 private:
  base::Result<void> load();
  base::Result<void> note(std::uint64_t spent);

  base::Fs* fs_;
  base::Path file_;
  std::uint64_t bytes_;
  std::uint64_t spent_ = 0;
  std::uint64_t noted_ = 0;             // what the file says
  std::chrono::local_days day_{};       // as far back as a date goes: none begun
  std::chrono::milliseconds ran_{0};    // since that day began
  std::chrono::milliseconds ticks_{0};  // at the last turn
  std::chrono::milliseconds noted_ran_{0};
  bool turned_ = false;
};

}  // namespace rohnamo::core
