#include "sync/net/connection.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/error.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/ssl/ssl_stream.hpp>
#include <vector>

namespace rohnamo::net {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
using asio::ip::tcp;
using base::Code;
using base::Result;
using boost::system::error_code;
using Clock = std::chrono::steady_clock;
using Endpoints = std::vector<tcp::endpoint>;

constexpr auto token = asio::as_tuple(asio::use_awaitable);

tl::unexpected<base::Error> failure(const error_code& error, std::string_view what) {
  if (error == beast::error::timeout)
    return base::fail(Code::timeout, fmt::format("{} took too long", what));
  if (error == asio::error::operation_aborted) return base::fail(Code::cancelled, "cancelled");
  return base::fail(Code::offline, fmt::format("{}: {}", what, error.message()));
}

milliseconds left(Clock::time_point deadline) {
  return std::max(milliseconds(1), std::chrono::ceil<milliseconds>(deadline - Clock::now()));
}

// The look-up runs in a thread of Asio's that nothing can interrupt, so what it tells is kept apart
// from the coroutine, which goes on at the deadline.
struct LookUp {
  explicit LookUp(const asio::any_io_executor& executor) : resolver(executor), done(executor) {}
  tcp::resolver resolver;
  asio::steady_timer done;
  bool answered = false;
  error_code error;
  Endpoints endpoints;
};

Task<Result<Endpoints>> resolve(Origin origin, milliseconds within) {
  error_code no_address;
  const auto address = asio::ip::make_address(origin.host, no_address);
  if (!no_address) {
    const tcp::endpoint endpoint(address, origin.port);
    co_return Endpoints(1, endpoint);
  }
  const asio::any_io_executor executor = co_await asio::this_coro::executor;
  const auto look_up = std::make_shared<LookUp>(executor);
  look_up->done.expires_after(within);
  look_up->resolver.async_resolve(origin.host, std::to_string(origin.port),
                                  [look_up](const error_code& error, const auto& results) {
                                    look_up->answered = true;
                                    look_up->error = error;
                                    for (const auto& result : results)
                                      look_up->endpoints.push_back(result.endpoint());
                                    look_up->done.cancel();
                                  });
  co_await look_up->done.async_wait(token);
  const asio::cancellation_state state = co_await asio::this_coro::cancellation_state;
  if (state.cancelled() != asio::cancellation_type::none)
    co_return base::fail(Code::cancelled, "cancelled");
  const std::string what = fmt::format("looking up {}", origin.host);
  if (!look_up->answered) co_return base::fail(Code::timeout, what + " took too long");
  if (look_up->error) co_return failure(look_up->error, what);
  co_return look_up->endpoints;
}

// Tries every address: one broken road (mostly IPv6) must not use up all the time.
Task<Result<void>> connect_any(beast::tcp_stream& stream, Endpoints endpoints,
                               Clock::time_point deadline) {
  error_code error = asio::error::host_not_found;
  for (std::size_t i = 0; i < endpoints.size(); ++i) {
    const asio::cancellation_state state = co_await asio::this_coro::cancellation_state;
    if (state.cancelled() != asio::cancellation_type::none)
      co_return base::fail(Code::cancelled, "cancelled");
    const auto share = left(deadline) / static_cast<int>(endpoints.size() - i);
    stream.expires_after(share);
    std::tie(error) = co_await stream.async_connect(endpoints[i], token);
    if (!error) co_return Result<void>();
    stream.close();
  }
  co_return failure(error, "connecting");
}

template <class Stream>
class SocketConnection : public Connection {
 public:
  template <class... Arguments>
  explicit SocketConnection(Arguments&&... arguments)
      : stream_(std::forward<Arguments>(arguments)...) {}

  Stream& stream() { return stream_; }
  beast::tcp_stream& socket() { return beast::get_lowest_layer(stream_); }

  Task<Result<std::size_t>> read_some(std::span<char> into, milliseconds within) override {
    const asio::cancellation_state state = co_await asio::this_coro::cancellation_state;
    if (state.cancelled() != asio::cancellation_type::none)
      co_return base::fail(Code::cancelled, "cancelled");
    socket().expires_after(within);
    const asio::mutable_buffer room(into.data(), into.size());
    const auto [error, count] = co_await stream_.async_read_some(room, token);
    // Many servers end TLS without its farewell; who needs the length to be right checks it.
    if (error == asio::error::eof || error == asio::ssl::error::stream_truncated)
      co_return std::size_t(0);
    if (error) co_return failure(error, "reading");
    co_return count;
  }

  Task<Result<void>> write(std::string bytes, milliseconds within) override {
    const asio::cancellation_state state = co_await asio::this_coro::cancellation_state;
    if (state.cancelled() != asio::cancellation_type::none)
      co_return base::fail(Code::cancelled, "cancelled");
    socket().expires_after(within);
    const asio::const_buffer all(bytes.data(), bytes.size());
    const auto [error, count] = co_await asio::async_write(stream_, all, token);
    if (error) co_return failure(error, "asking");
    co_return Result<void>();
  }

 private:
  Stream stream_;
};

using PlainConnection = SocketConnection<beast::tcp_stream>;

class TlsConnection : public SocketConnection<beast::ssl_stream<beast::tcp_stream>> {
 public:
  TlsConnection(const asio::any_io_executor& executor, std::shared_ptr<Tls> tls)
      : SocketConnection(executor, tls->context()), tls_(std::move(tls)) {}

  Task<Result<void>> shake_hands(std::string host, milliseconds within) {
    SSL* ssl = stream().native_handle();
    tls_->prepare(ssl, host);
    socket().expires_after(within);
    const auto [error] = co_await stream().async_handshake(asio::ssl::stream_base::client, token);
    if (!error) co_return Result<void>();
    const std::string refusal = Tls::refusal(ssl);
    if (!refusal.empty())
      co_return base::fail(Code::untrusted,
                           fmt::format("the certificate of {} is refused: {}", host, refusal));
    if (error.category() == asio::error::get_ssl_category())
      co_return base::fail(Code::untrusted, "no TLS connection: " + error.message());
    co_return failure(error, "the TLS handshake");
  }

 private:
  std::shared_ptr<Tls> tls_;
};

}  // namespace

Task<Result<std::unique_ptr<Connection>>> connect(Origin origin, std::shared_ptr<Tls> tls,
                                                  milliseconds within) {
  const auto deadline = Clock::now() + within;
  const asio::any_io_executor executor = co_await asio::this_coro::executor;
  Result<Endpoints> endpoints = co_await resolve(origin, within);
  if (!endpoints) co_return base::fail(endpoints.error());
  if (!origin.tls) {
    auto plain = std::make_unique<PlainConnection>(executor);
    const Result<void> connected = co_await connect_any(plain->socket(), *endpoints, deadline);
    if (!connected) co_return base::fail(connected.error());
    co_return std::unique_ptr<Connection>(std::move(plain));
  }
  auto secure = std::make_unique<TlsConnection>(executor, tls);
  const Result<void> connected = co_await connect_any(secure->socket(), *endpoints, deadline);
  if (!connected) co_return base::fail(connected.error());
  const Result<void> shaken = co_await secure->shake_hands(origin.host, left(deadline));
  if (!shaken) co_return base::fail(shaken.error());
  co_return std::unique_ptr<Connection>(std::move(secure));
}

}  // namespace rohnamo::net
