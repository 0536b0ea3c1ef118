#include "sync/net/pool.hpp"

#include <algorithm>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace rohnamo::net {
namespace {

namespace asio = boost::asio;
using base::Result;

constexpr auto token = asio::as_tuple(asio::use_awaitable);

// A place in the queue, left when the waiting coroutine ends in whatever way.
class Turn {
 public:
  Turn(std::deque<asio::steady_timer*>& queue, const asio::any_io_executor& executor)
      : queue_(&queue), timer_(executor, asio::steady_timer::time_point::max()) {
    queue.push_back(&timer_);
  }
  ~Turn() { std::erase(*queue_, &timer_); }
  Turn(const Turn&) = delete;
  Turn& operator=(const Turn&) = delete;

  asio::steady_timer& timer() { return timer_; }
  // Whoever gave a place took it out of the queue.
  [[nodiscard]] bool came() const {
    return std::find(queue_->begin(), queue_->end(), &timer_) == queue_->end();
  }

 private:
  std::deque<asio::steady_timer*>* queue_;
  asio::steady_timer timer_;
};

}  // namespace

Lease::Lease(Pool& pool, Origin origin, std::unique_ptr<Connection> connection, bool reused)
    : pool_(&pool),
      origin_(std::move(origin)),
      connection_(std::move(connection)),
      reused_(reused) {}

Lease::Lease(Lease&& other) noexcept
    : pool_(std::exchange(other.pool_, nullptr)),
      origin_(std::move(other.origin_)),
      connection_(std::move(other.connection_)),
      reused_(other.reused_),
      keep_(other.keep_) {}

Lease::~Lease() {
  if (pool_ == nullptr) return;
  if (!keep_) connection_.reset();
  pool_->give_back(origin_, std::move(connection_));
}

Pool::Pool(std::shared_ptr<Tls> tls, Proxies proxies, std::size_t per_origin,
           milliseconds connect_limit)
    : tls_(std::move(tls)),
      proxies_(std::move(proxies)),
      per_origin_(per_origin),
      connect_limit_(connect_limit) {}

Task<Result<Lease>> Pool::lease(Origin origin) {
  const Result<void> waited = co_await wait_for_place(origin);
  if (!waited) co_return base::fail(waited.error());
  auto& idle = places_[origin].idle;
  if (!idle.empty()) {
    std::unique_ptr<Connection> kept = std::move(idle.back());
    idle.pop_back();
    co_return Lease(*this, origin, std::move(kept), true);
  }
  Lease lease(*this, origin, nullptr, false);  // holds the place while connecting
  std::optional<Proxy> way;
  if (const Proxy* through = proxy(origin)) way = *through;
  Result<std::unique_ptr<Connection>> opened = co_await connect(origin, way, tls_, connect_limit_);
  if (!opened) co_return base::fail(opened.error());
  lease.fill(std::move(*opened));
  co_return lease;
}

// A place given back goes straight to who waits longest, by ending that one's timer.
Task<Result<void>> Pool::wait_for_place(Origin origin) {
  Place& place = places_[origin];
  if (place.used < per_origin_) {
    ++place.used;
    co_return Result<void>();
  }
  const asio::any_io_executor executor = co_await asio::this_coro::executor;
  Turn turn(place.waiting, executor);
  co_await turn.timer().async_wait(token);
  if (!turn.came()) co_return base::fail(base::Code::cancelled, "cancelled");
  co_return Result<void>();
}

void Pool::give_back(const Origin& origin, std::unique_ptr<Connection> connection) {
  Place& place = places_[origin];
  if (connection) place.idle.push_back(std::move(connection));
  if (place.waiting.empty()) {
    --place.used;
    return;
  }
  place.waiting.front()->cancel();
  place.waiting.pop_front();
}

void Pool::forget(const Origin& origin) {
  places_[origin].idle.clear();
}

void Pool::close_idle() {
  for (auto& [origin, place] : places_) place.idle.clear();
}

}  // namespace rohnamo::net
