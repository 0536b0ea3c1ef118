// The time that this program goes by, and what it takes a certificate's dates to be judged by.
#pragma once

#include "content/base/fs.hpp"
#include "content/base/time.hpp"
#include "sync/net/tls.hpp"

namespace rohnamo::app {

// The highest time that is proved: by verified metadata, as the cache holds it, or by this program.
base::Time time_floor(base::Fs& fs, const base::Path& cache);

// Whether something (NTP, GPS) keeps the machine's clock right, as the kernel knows it.
bool clock_is_kept();

// A clock that nothing keeps may stand anywhere after a power cut, and the floor is no later than
// the truth. So certificates are then judged by the floor as a lower bound.
net::CertificateTime certificate_time(base::Time system, base::Time floor, bool kept);

}  // namespace rohnamo::app
