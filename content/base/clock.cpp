#include "content/base/clock.hpp"

#include <sys/timex.h>

namespace rohnamo::base {

bool clock_is_kept() {
  timex about{};
  return ::adjtimex(&about) != TIME_ERROR && (about.status & STA_UNSYNC) == 0;
}

}  // namespace rohnamo::base
