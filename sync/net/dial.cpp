#include "sync/net/dial.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <memory>
#include <optional>

namespace rohnamo::net {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using base::Code;
using base::Result;
using boost::system::error_code;
using core::Task;
using std::chrono::milliseconds;
using Clock = std::chrono::steady_clock;

constexpr auto token = asio::as_tuple(asio::use_awaitable);

tl::unexpected<base::Error> cancelled() {
  return base::fail(Code::cancelled, "cancelled");
}

Task<bool> is_cancelled() {
  const asio::cancellation_state state = co_await asio::this_coro::cancellation_state;
  co_return state.cancelled() != asio::cancellation_type::none;
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

Task<Result<Endpoints>> resolve(std::string host, std::uint16_t port, milliseconds within) {
  error_code no_address;
  const auto address = asio::ip::make_address(host, no_address);
  if (!no_address) {
    const tcp::endpoint endpoint(address, port);
    co_return Endpoints(1, endpoint);
  }
  const asio::any_io_executor executor = co_await asio::this_coro::executor;
  const auto look_up = std::make_shared<LookUp>(executor);
  look_up->done.expires_after(within);
  look_up->resolver.async_resolve(host, std::to_string(port),
                                  [look_up](const error_code& error, const auto& results) {
                                    look_up->answered = true;
                                    look_up->error = error;
                                    for (const auto& result : results)
                                      look_up->endpoints.push_back(result.endpoint());
                                    look_up->done.cancel();
                                  });
  co_await look_up->done.async_wait(token);
  const bool stop = co_await is_cancelled();
  if (stop) co_return cancelled();
  const std::string what = fmt::format("looking up {}", host);
  if (!look_up->answered) co_return base::fail(Code::timeout, what + " took too long");
  if (look_up->error) co_return base::fail(Code::offline, what + ": " + look_up->error.message());
  co_return look_up->endpoints;
}

// All attempts of one race. Kept alive by its handlers.
class Race : public std::enable_shared_from_this<Race> {
 public:
  Race(const asio::any_io_executor& executor, Endpoints endpoints, milliseconds start)
      : executor_(executor),
        endpoints_(std::move(endpoints)),
        start_(start),
        turn_(executor),
        done_(executor) {}

  asio::steady_timer& done() { return done_; }
  [[nodiscard]] bool over() const { return over_; }
  std::optional<tcp::socket>& winner() { return winner_; }
  [[nodiscard]] const error_code& error() const { return error_; }

  void begin_next() {
    if (over_ || begun_ == endpoints_.size()) return;
    const std::size_t number = begun_++;
    ++running_;
    sockets_.push_back(std::make_unique<tcp::socket>(executor_));
    sockets_.back()->async_connect(endpoints_[number],
                                   [self = shared_from_this(), number](const error_code& error) {
                                     self->ended(number, error);
                                   });
    turn_.expires_after(start_);
    turn_.async_wait([self = shared_from_this()](const error_code& error) {
      if (!error) self->begin_next();
    });
  }

  // Closes all but the winner.
  void end() {
    over_ = true;
    turn_.cancel();
    sockets_.clear();
    done_.cancel();
  }

 private:
  void ended(std::size_t number, const error_code& error) {
    --running_;
    if (over_) return;
    if (!error) {
      winner_.emplace(std::move(*sockets_[number]));
      end();
      return;
    }
    if (!error_) error_ = error;
    if (begun_ < endpoints_.size()) {
      begin_next();
    } else if (running_ == 0) {
      end();
    }
  }

  asio::any_io_executor executor_;
  Endpoints endpoints_;
  milliseconds start_;
  asio::steady_timer turn_, done_;
  std::vector<std::unique_ptr<tcp::socket>> sockets_;
  std::size_t begun_ = 0;
  std::size_t running_ = 0;
  bool over_ = false;
  std::optional<tcp::socket> winner_;
  error_code error_;
};

}  // namespace

Endpoints in_turn(Endpoints endpoints) {
  const auto first = endpoints.empty() ? tcp::v6() : endpoints.front().protocol();
  const auto others =
      std::stable_partition(endpoints.begin(), endpoints.end(),
                            [&](const auto& endpoint) { return endpoint.protocol() == first; });
  Endpoints merged;
  auto a = endpoints.begin();
  for (auto b = others; a != others || b != endpoints.end();) {
    if (a != others) merged.push_back(*a++);
    if (b != endpoints.end()) merged.push_back(*b++);
  }
  return merged;
}

Task<Result<tcp::socket>> race(Endpoints endpoints, milliseconds within, milliseconds start) {
  if (endpoints.empty()) co_return base::fail(Code::offline, "the host has no address");
  const bool stop = co_await is_cancelled();
  if (stop) co_return cancelled();
  const asio::any_io_executor executor = co_await asio::this_coro::executor;
  const auto race = std::make_shared<Race>(executor, in_turn(std::move(endpoints)), start);
  race->done().expires_after(within);
  race->begin_next();
  co_await race->done().async_wait(token);
  const bool decided = race->over();
  race->end();
  const bool stopped = co_await is_cancelled();
  if (stopped) co_return cancelled();
  if (!decided) co_return base::fail(Code::timeout, "connecting took too long");
  if (!race->winner())
    co_return base::fail(Code::offline, "connecting: " + race->error().message());
  co_return std::move(*race->winner());
}

Task<Result<tcp::socket>> dial(std::string host, std::uint16_t port, milliseconds within) {
  const auto deadline = Clock::now() + within;
  const Result<Endpoints> endpoints = co_await resolve(std::move(host), port, within);
  if (!endpoints) co_return base::fail(endpoints.error());
  const auto left = std::chrono::ceil<milliseconds>(deadline - Clock::now());
  Result<tcp::socket> socket =
      co_await race(*endpoints, std::max(milliseconds(1), left), head_start);
  co_return socket;
}

}  // namespace rohnamo::net
