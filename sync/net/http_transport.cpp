#include "sync/net/http_transport.hpp"

#include <fmt/format.h>

#include "sync/net/portal.hpp"

namespace rohnamo::net {
namespace {

using base::Code;
using base::Result;

base::Error as_portal(const base::Error& error) {
  return error.code == Code::untrusted
             ? base::Error{Code::offline, captive_portal().message + ": " + error.message}
             : error;
}

}  // namespace

HttpTransport::HttpTransport(Url base, std::shared_ptr<Tls> tls, HttpOptions options)
    : base_(std::move(base)),
      options_(std::move(options)),
      pool_(std::move(tls), options_.proxies, options_.connections, options_.connect) {}

Task<Result<core::Fetched>> HttpTransport::fetch(core::FetchRequest request, core::Sink& sink) {
  const Url url = base_.below(request.path);
  PortalGuard guard(sink, request);
  Result<core::Fetched> fetched = co_await follow(url, std::move(request), guard);
  if (!fetched) co_return base::fail(fetched.error(), url.text());
  if (fetched->not_modified) co_return fetched;
  const Result<void> ended = co_await guard.end();
  if (!ended) co_return base::fail(ended.error(), url.text());
  co_return fetched;
}

Task<Result<core::Fetched>> HttpTransport::follow(Url url, core::FetchRequest request,
                                                  core::Sink& sink) {
  for (int hops = 0; hops <= options_.redirects;) {
    Result<Answer> answer = co_await ask(url, request, sink);
    if (!answer) co_return base::fail(led_astray(url) ? as_portal(answer.error()) : answer.error());
    core::Fetched fetched;
    const bool held = answer->kind != Answer::Kind::body && answer->etag.empty();
    fetched.etag = held ? request.etag : answer->etag;
    switch (answer->kind) {
      case Answer::Kind::body:
        co_return fetched;
      case Answer::Kind::not_modified:
        fetched.not_modified = true;
        co_return fetched;
      case Answer::Kind::complete: {
        const Result<void> begun = co_await sink.begin(request.offset);
        if (!begun) co_return base::fail(begun.error());
        co_return fetched;
      }
      case Answer::Kind::start_over:
        request.offset = 0;
        request.etag.clear();
        break;
      case Answer::Kind::redirect: {
        Result<Url> next = url.redirected(answer->location);
        if (!next) co_return base::fail(next.error());
        url = std::move(*next);
        ++hops;
        break;
      }
    }
  }
  co_return base::fail(Code::offline, fmt::format("more than {} redirects", options_.redirects));
}

// Without TLS, whoever is on the way can send elsewhere, and portals do: that their own certificate
// does not hold is no attack on the server.
bool HttpTransport::led_astray(const Url& url) const {
  return !base_.origin.tls && url.origin != base_.origin;
}

// A server may close a kept connection at any moment: a request that got no answer at all on one is
// asked again on a new one.
Task<Result<Answer>> HttpTransport::ask(Url url, core::FetchRequest request, core::Sink& sink) {
  for (;;) {
    Result<Lease> lease = co_await pool_.lease(url.origin);
    if (!lease) co_return base::fail(lease.error());
    const Proxy* proxy = url.origin.tls ? nullptr : pool_.proxy(url.origin);
    Exchange exchange(**lease, options_.read, proxy);
    Result<Answer> answer = co_await exchange.get(url, request, options_.user_agent, sink);
    if (exchange.reusable()) lease->keep();
    const bool stale =
        !answer && answer.error().code == Code::offline && lease->reused() && !exchange.heard();
    if (!stale) co_return answer;
    pool_.forget(url.origin);
  }
}

}  // namespace rohnamo::net
