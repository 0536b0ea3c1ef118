// The time that a certificate's dates are judged by.
#pragma once

#include "content/base/time.hpp"
#include "sync/net/tls.hpp"

namespace rohnamo::app {

// A clock that nothing keeps may stand anywhere after a power cut, and the floor is no later than
// the truth. So certificates are then judged by the floor as a lower bound.
net::CertificateTime certificate_time(base::Time system, base::Time floor, bool kept);

}  // namespace rohnamo::app
