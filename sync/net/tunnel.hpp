// A way through a proxy to a server: CONNECT (RFC 9110, 9.3.6).
#pragma once

#include <boost/beast/core/tcp_stream.hpp>
#include <chrono>

#include "sync/core/transport.hpp"
#include "sync/net/proxy.hpp"

namespace rohnamo::net {

// Over a connection to the proxy; afterwards it leads to the server. Errors: offline, timeout,
// cancelled; io where the proxy refuses.
core::Task<base::Result<void>> tunnel(boost::beast::tcp_stream& stream, Origin origin, Proxy proxy,
                                      std::chrono::milliseconds within);

}  // namespace rohnamo::net
