// A server that does what a test tells it, byte by byte, in the test's own io_context.
#pragma once

#include <fmt/format.h>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <functional>
#include <memory>
#include <string>

namespace rohnamo::tests {

constexpr auto raw_token = boost::asio::as_tuple(boost::asio::use_awaitable);

// One connection, as the server sees it.
class Guest {
 public:
  Guest(boost::asio::ip::tcp::socket socket, std::shared_ptr<int> heard)
      : socket_(std::move(socket)), heard_(std::move(heard)) {}

  // One request's text; empty where the client has gone.
  boost::asio::awaitable<std::string> hear() {
    std::string text;
    auto buffer = boost::asio::dynamic_buffer(text);
    const auto [error, size] =
        co_await boost::asio::async_read_until(socket_, buffer, "\r\n\r\n", raw_token);
    if (!error) ++*heard_;
    co_return error ? std::string() : text;
  }
  boost::asio::awaitable<bool> say(std::string text) {
    const boost::asio::const_buffer bytes(text.data(), text.size());
    const auto [error, size] = co_await boost::asio::async_write(socket_, bytes, raw_token);
    co_return !error;
  }
  // Until the client closes the connection.
  boost::asio::awaitable<void> fall_silent() {
    for (std::string heard = "x"; !heard.empty();) heard = co_await hear();
  }
  // One beat of a slow server.
  boost::asio::awaitable<void> pause(std::chrono::milliseconds duration) {
    boost::asio::steady_timer timer(socket_.get_executor(), duration);
    co_await timer.async_wait(raw_token);
  }

 private:
  boost::asio::ip::tcp::socket socket_;
  std::shared_ptr<int> heard_;
};

using Manners = boost::asio::awaitable<void> (*)(std::shared_ptr<Guest> guest, int number);

// Treats every connection by `manners`; `number` counts them from 0. Every one ends by being
// closed.
class RawServer {
 public:
  RawServer(boost::asio::io_context& io, Manners manners)
      : acceptor_(std::make_shared<boost::asio::ip::tcp::acceptor>(
            io, boost::asio::ip::tcp::endpoint(boost::asio::ip::address_v4::loopback(), 0))) {
    boost::asio::co_spawn(io, accept(acceptor_, heard_, manners), boost::asio::detached);
  }

  [[nodiscard]] std::string url() const {
    return fmt::format("http://127.0.0.1:{}/", acceptor_->local_endpoint().port());
  }

  [[nodiscard]] int heard() const { return *heard_; }  // requests, of all connections

 private:
  static boost::asio::awaitable<void> accept(
      std::shared_ptr<boost::asio::ip::tcp::acceptor> acceptor, std::shared_ptr<int> heard,
      Manners manners) {
    for (int number = 0;; ++number) {
      auto [error, socket] = co_await acceptor->async_accept(raw_token);
      if (error) co_return;
      const auto guest = std::make_shared<Guest>(std::move(socket), heard);
      boost::asio::co_spawn(acceptor->get_executor(), manners(guest, number),
                            boost::asio::detached);
    }
  }

  std::shared_ptr<boost::asio::ip::tcp::acceptor> acceptor_;
  std::shared_ptr<int> heard_ = std::make_shared<int>(0);
};

}  // namespace rohnamo::tests
