#include "sync/core/lanes.hpp"

#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/asio/this_coro.hpp>

namespace rohnamo::core {

namespace asio = boost::asio;
using base::Result;

namespace {

struct Queue {
  std::size_t next = 0;
  std::size_t count = 0;
  Job job;
  Result<void> result;
};

Task<void> run_lane(Queue* queue) {
  co_await asio::this_coro::throw_if_cancelled(false);
  while (queue->next < queue->count && queue->result) {
    const bool stop = co_await cancelled();
    if (stop) co_return;
    const std::size_t index = queue->next++;
    auto done = co_await queue->job(index);
    if (!done && queue->result) queue->result = done;
  }
}

Task<void> run_lanes(Queue* queue, std::size_t lanes) {
  using namespace boost::asio::experimental::awaitable_operators;
  co_await asio::this_coro::throw_if_cancelled(false);
  if (lanes <= 1) {
    co_await run_lane(queue);
    co_return;
  }
  auto one = run_lane(queue);
  auto others = run_lanes(queue, lanes - 1);
  co_await (std::move(one) && std::move(others));
}

}  // namespace

Task<bool> cancelled() {
  const auto state = co_await asio::this_coro::cancellation_state;
  co_return state.cancelled() != asio::cancellation_type::none;
}

Task<Result<void>> run_jobs(std::size_t count, std::size_t lanes, Job job) {
  if (count == 0) co_return Result<void>();
  Queue queue;
  queue.count = count;
  queue.job = std::move(job);
  co_await run_lanes(&queue, std::min(lanes, count));
  const bool stopped = co_await cancelled();
  if (queue.result && stopped) co_return base::fail(base::Code::cancelled, "cancelled");
  co_return queue.result;
}

}  // namespace rohnamo::core
