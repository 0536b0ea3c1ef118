#include "sync/app/clock.hpp"

#include <sys/timex.h>

#include <algorithm>

#include "content/cache/edition.hpp"

namespace rohnamo::app {

base::Time time_floor(base::Fs& fs, const base::Path& cache) {
  return std::max(cache::time_floor(fs, cache).value_or(base::build_time()), base::build_time());
}

bool clock_is_kept() {
  timex about{};
  return ::adjtimex(&about) != TIME_ERROR && (about.status & STA_UNSYNC) == 0;
}

net::CertificateTime certificate_time(base::Time system, base::Time floor, bool kept) {
  net::CertificateTime time;
  const bool trusted = kept && base::trusted_now(system, floor) == system;
  time.now = trusted ? system : floor;
  time.lower_bound = !trusted;
  return time;
}

}  // namespace rohnamo::app
