#include "sync/core/loop.hpp"

#include <boost/asio/this_coro.hpp>

#include "sync/core/lanes.hpp"

namespace rohnamo::core {
namespace {

// Up to a tenth less than the interval.
std::chrono::milliseconds spread(std::chrono::milliseconds interval, std::mt19937_64& random) {
  std::uniform_int_distribution<std::int64_t> less(0, interval.count() / 10);
  return interval - std::chrono::milliseconds(less(random));
}

}  // namespace

Task<void> run_forever(UpdateCycle& cycle, Sleeper& sleeper, LoopObserver& observer,
                       std::function<base::Time()> clock, LoopOptions options) {
  co_await boost::asio::this_coro::throw_if_cancelled(false);
  Backoff backoff(options.backoff, options.seed);
  std::mt19937_64 random(options.seed + 1);
  const std::function<void(const Progress&)> progress = [&observer](const Progress& now) {
    observer.progressed(now);
  };
  while (true) {
    observer.started();
    const auto result = co_await cycle.run(clock(), progress);
    observer.finished(result);
    bool stop = co_await cancelled();
    if (stop) co_return;
    if (result) backoff.reset();
    const auto duration = result ? spread(options.interval, random) : backoff.next();
    observer.sleeping(duration);
    const bool woken = co_await sleeper.sleep(duration);
    stop = co_await cancelled();
    if (stop) co_return;
    if (woken) backoff.reset();
  }
}

}  // namespace rohnamo::core
