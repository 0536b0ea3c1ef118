// A slow or metered line: a Transport that gives of another only as much, as fast and at such times
// as a technician allows. One thread.
//
// What may wait does so: outside the window, or with the day's budget spent down to a reserve of a
// tenth (10 MB at most), content is refused with Code::offline, in words that say until when, and
// what is on its way is ended so; its bytes are kept by whoever resumes. Metadata and what is
// urgent ignore the window and may use the reserve; past the whole budget nothing is asked for, but
// what was begun comes to its end. All share one speed.
//
// Counted are the bytes of the bodies, as they are decoded, and 1 KB for each request: rather more
// than the line carries.
#pragma once

#include <functional>
#include <optional>

#include "sync/core/daily_budget.hpp"
#include "sync/core/day_window.hpp"
#include "sync/core/pace.hpp"
#include "sync/core/sleeper.hpp"

namespace rohnamo::core {

struct AllowanceOptions {
  std::uint64_t bandwidth = 0;      // bytes a second; 0: no limit
  std::optional<DayWindow> window;  // when content may be fetched; none: always
  std::uint64_t daily_budget = 0;   // bytes; 0: no limit
  base::Path record;                // the file that remembers the budget
};

class Allowance final : public Transport {
 public:
  struct Clocks {
    std::function<std::chrono::local_seconds()> local;
    std::function<std::chrono::milliseconds()> ticks;  // never goes back
  };
  // All must outlive this. The sleeper is for this alone: a wish that wakes another is not for it.
  Allowance(Transport& line, base::Fs& fs, Sleeper& sleeper, Clocks clocks,
            const AllowanceOptions& options);

  Task<base::Result<Fetched>> fetch(FetchRequest request, Sink& sink) override;

  // Between two updates: writes down what was spent. Errors: of writing.
  base::Result<void> settle();

 private:
  class MeteredSink;
  base::Result<void> permit(Purpose purpose);
  Task<base::Result<void>> pay(std::uint64_t bytes);
  Transport* line_;
  Sleeper* sleeper_;
  Clocks clocks_;
  std::optional<DayWindow> window_;
  Pace pace_;
  std::optional<DailyBudget> budget_;
};

}  // namespace rohnamo::core
