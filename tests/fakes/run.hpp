// Running coroutines in tests: to their end, on the calling thread.
#pragma once

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <exception>
#include <optional>

#include "sync/core/worker.hpp"

namespace rohnamo::fakes {

template <class T>
T run(core::Task<T> task) {
  boost::asio::io_context context;
  std::optional<T> result;
  boost::asio::co_spawn(context, std::move(task), [&](std::exception_ptr thrown, T value) {
    if (thrown) std::rethrow_exception(thrown);
    result.emplace(std::move(value));
  });
  context.run();
  return std::move(result.value());
}

// Does the work where it stands.
class InlineWorker final : public core::Worker {
 public:
  core::Task<base::Result<void>> run(std::function<base::Result<void>()> work) override {
    co_return work();
  }
};

}  // namespace rohnamo::fakes
