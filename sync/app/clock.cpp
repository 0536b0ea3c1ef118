#include "sync/app/clock.hpp"

namespace rohnamo::app {

net::CertificateTime certificate_time(base::Time system, base::Time floor, bool kept) {
  net::CertificateTime time;
  const bool trusted = kept && base::trusted_now(system, floor) == system;
  time.now = trusted ? system : floor;
  time.lower_bound = !trusted;
  return time;
}

}  // namespace rohnamo::app
