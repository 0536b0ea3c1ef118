#include <boost/asio/associated_executor.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/dispatch.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "sync/core/worker.hpp"

namespace rohnamo::core {
namespace {

namespace asio = boost::asio;
using base::Result;
using Work = std::function<Result<void>()>;

class PoolWorker final : public Worker {
 public:
  explicit PoolWorker(std::size_t threads) : pool_(threads) {}
  PoolWorker(const PoolWorker&) = delete;
  PoolWorker& operator=(const PoolWorker&) = delete;
  ~PoolWorker() override { pool_.join(); }

  Task<Result<void>> run(Work work) override {
    return asio::async_initiate<const asio::use_awaitable_t<>, void(Result<void>)>(
        Initiate{&pool_}, asio::use_awaitable, std::move(work));
  }

 private:
  // To the pool and back to the executor that the handler came from, which is kept alive meanwhile.
  struct Initiate {
    asio::thread_pool* pool;
    template <class Handler>
    void operator()(Handler handler, Work work) const {
      auto home = asio::make_work_guard(asio::get_associated_executor(handler));
      asio::post(*pool, [handler = std::move(handler), work = std::move(work),
                         home = std::move(home)]() mutable {
        Result<void> result = work();
        asio::post(home.get_executor(),
                   [handler = std::move(handler), result = std::move(result)]() mutable {
                     std::move(handler)(std::move(result));
                   });
      });
    }
  };
  asio::thread_pool pool_;
};

}  // namespace

std::unique_ptr<Worker> make_pool_worker(std::size_t threads) {
  return std::make_unique<PoolWorker>(threads);
}

}  // namespace rohnamo::core
