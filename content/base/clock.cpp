#include "content/base/clock.hpp"

#include <sys/timex.h>

namespace rohnamo::base {

bool clock_is_kept() {
  timex about{};
  const int state = ::adjtimex(&about);
  return state != -1 && state != TIME_ERROR && (about.status & STA_UNSYNC) == 0;
}

}  // namespace rohnamo::base
