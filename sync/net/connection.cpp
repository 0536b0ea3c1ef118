#include "sync/net/connection.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/ssl/error.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/error.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/ssl/ssl_stream.hpp>

#include "sync/net/dial.hpp"
#include "sync/net/tunnel.hpp"

namespace rohnamo::net {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
using base::Code;
using base::Result;
using boost::system::error_code;
using Clock = std::chrono::steady_clock;

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
  TlsConnection(beast::tcp_stream stream, std::shared_ptr<Tls> tls)
      : SocketConnection(std::move(stream), tls->context()), tls_(std::move(tls)) {}

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

Task<Result<std::unique_ptr<Connection>>> connect(Origin origin, std::optional<Proxy> proxy,
                                                  std::shared_ptr<Tls> tls, milliseconds within) {
  const auto deadline = Clock::now() + within;
  const std::string host = proxy ? proxy->host : origin.host;
  const std::uint16_t port = proxy ? proxy->port : origin.port;
  Result<asio::ip::tcp::socket> socket = co_await dial(host, port, within);
  if (!socket) co_return base::fail(proxy ? socket.error().in("the proxy") : socket.error());
  beast::tcp_stream stream(std::move(*socket));
  if (!origin.tls)
    co_return std::unique_ptr<Connection>(std::make_unique<PlainConnection>(std::move(stream)));
  if (proxy) {
    const Result<void> through = co_await tunnel(stream, origin, *proxy, left(deadline));
    if (!through) co_return base::fail(through.error());
  }
  auto secure = std::make_unique<TlsConnection>(std::move(stream), tls);
  const Result<void> shaken = co_await secure->shake_hands(origin.host, left(deadline));
  if (!shaken) co_return base::fail(shaken.error());
  co_return std::unique_ptr<Connection>(std::move(secure));
}

}  // namespace rohnamo::net
