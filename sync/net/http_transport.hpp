// A publication on an HTTP or HTTPS server.
#pragma once

#include <string>

#include "sync/core/transport.hpp"
#include "sync/net/exchange.hpp"
#include "sync/net/pool.hpp"
#include "sync/net/url.hpp"

namespace rohnamo::net {

struct HttpOptions {
  std::string user_agent = "rohnamo-sync/" ROHNAMO_VERSION;
  std::size_t connections = 4;   // to one server
  int redirects = 5;             // for one file
  milliseconds connect{15'000};  // look-up, connection and TLS together
  ReadLimits read;
  Proxies proxies;
};

// Must outlive its fetches; one thread. Keeps connections alive, follows redirects (never from
// https to http), resumes with ranges, decodes gzip, passes proxies. A kept connection that the
// server has closed meanwhile is replaced without a word. A captive portal is offline (portal.hpp).
// Passwords for servers are not supported.
class HttpTransport : public core::Transport {
 public:
  // `base`: from Url::parse_base. `tls` may be null for a server that never leaves http.
  HttpTransport(Url base, std::shared_ptr<Tls> tls, HttpOptions options = {});

  Task<base::Result<core::Fetched>> fetch(core::FetchRequest request, core::Sink& sink) override;

  // Connections that wait for the next request are of no use between two updates.
  void close_idle() { pool_.close_idle(); }

 private:
  Task<base::Result<core::Fetched>> follow(Url url, core::FetchRequest request, core::Sink& sink);
  [[nodiscard]] bool led_astray(const Url& url) const;
  Task<base::Result<Answer>> ask(Url url, core::FetchRequest request, core::Sink& sink);

  Url base_;
  HttpOptions options_;
  Pool pool_;
};

}  // namespace rohnamo::net
