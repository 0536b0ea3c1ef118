#include "sync/core/pace.hpp"

#include <algorithm>

namespace rohnamo::core {

using std::chrono::milliseconds;
using std::chrono::nanoseconds;

milliseconds Pace::spend(std::uint64_t bytes, milliseconds now) {
  if (rate_ == 0) return milliseconds(0);
  constexpr std::chrono::seconds credit{1};
  const auto worth = std::chrono::duration<double>(static_cast<double>(bytes)) / rate_;
  paid_until_ = std::max<nanoseconds>(paid_until_, now - credit);
  paid_until_ += std::chrono::duration_cast<nanoseconds>(worth);
  return std::max(milliseconds(0), std::chrono::ceil<milliseconds>(paid_until_ - now));
}

}  // namespace rohnamo::core
