#include "sync/net/timer_sleeper.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <utility>

namespace rohnamo::net {
namespace {

namespace asio = boost::asio;

constexpr auto token = asio::as_tuple(asio::use_awaitable);

// A timer that is known for as long as its coroutine lives.
class Known {
 public:
  Known(std::vector<asio::steady_timer*>& all, asio::steady_timer& timer)
      : all_(&all), timer_(&timer) {
    all.push_back(timer_);
  }
  ~Known() { std::erase(*all_, timer_); }
  Known(const Known&) = delete;
  Known& operator=(const Known&) = delete;

 private:
  std::vector<asio::steady_timer*>* all_;
  asio::steady_timer* timer_;
};

}  // namespace

core::Task<bool> TimerSleeper::sleep(std::chrono::milliseconds duration) {
  const asio::cancellation_state state = co_await asio::this_coro::cancellation_state;
  if (state.cancelled() != asio::cancellation_type::none) co_return true;
  if (std::exchange(woken_, false)) co_return true;
  asio::steady_timer timer(executor_, duration);
  const Known known(sleeping_, timer);
  const auto [error] = co_await timer.async_wait(token);
  co_return error == asio::error::operation_aborted;
}

void TimerSleeper::wake() {
  woken_ = sleeping_.empty();
  for (asio::steady_timer* timer : sleeping_) timer->cancel();
}

}  // namespace rohnamo::net
