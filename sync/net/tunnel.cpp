#include "sync/net/tunnel.hpp"

#include <fmt/format.h>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/error.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>

namespace rohnamo::net {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using base::Code;
using base::Result;
using boost::system::error_code;

constexpr auto token = asio::as_tuple(asio::use_awaitable);
constexpr std::uint32_t head_limit = 16'384;

std::string request_text(const Origin& origin, const Proxy& proxy) {
  const bool v6 = origin.host.find(':') != std::string::npos;
  const std::string host = v6 ? fmt::format("[{}]", origin.host) : origin.host;
  std::string text =
      fmt::format("CONNECT {0}:{1} HTTP/1.1\r\nHost: {0}:{1}\r\n", host, origin.port);
  if (!proxy.authorization.empty())
    text += fmt::format("Proxy-Authorization: {}\r\n", proxy.authorization);
  return text + "\r\n";
}

tl::unexpected<base::Error> failure(const error_code& error) {
  if (error == beast::error::timeout) return base::fail(Code::timeout, "the proxy does not answer");
  if (error == asio::error::operation_aborted) return base::fail(Code::cancelled, "cancelled");
  return base::fail(Code::offline, "the proxy: " + error.message());
}

Result<void> judge(const http::response_header<>& head) {
  const unsigned status = head.result_int();
  if (status / 100 == 2) return {};
  if (status == 407 || status == 401)  // some say the one and mean the other
    return base::fail(Code::io, "the proxy wants another user name or password");
  const auto reason = head.reason().empty() ? http::obsolete_reason(head.result()) : head.reason();
  return base::fail(status / 100 == 5 ? Code::offline : Code::io,
                    fmt::format("the proxy answers {} {}", status,
                                std::string_view(reason.data(), reason.size())));
}

}  // namespace

core::Task<Result<void>> tunnel(beast::tcp_stream& stream, Origin origin, Proxy proxy,
                                std::chrono::milliseconds within) {
  const std::string text = request_text(origin, proxy);
  const asio::const_buffer bytes(text.data(), text.size());
  stream.expires_after(within);
  const auto [unasked, asked] = co_await asio::async_write(stream, bytes, token);
  if (unasked) co_return failure(unasked);
  beast::flat_buffer buffer(head_limit);
  http::response_parser<http::empty_body> parser;
  parser.header_limit(head_limit);
  parser.skip(true);  // a tunnel's answer has no body
  const auto [unheard, heard] = co_await http::async_read_header(stream, buffer, parser, token);
  if (unheard) co_return failure(unheard);
  const Result<void> granted = judge(parser.get());
  if (granted && buffer.size() > 0)
    co_return base::fail(Code::offline, "the proxy sends what nobody asked for");
  co_return granted;
}

}  // namespace rohnamo::net
