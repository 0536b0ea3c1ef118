// Running a fetch to its end, and what came of it.
#pragma once

#include <algorithm>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <exception>
#include <optional>
#include <string>
#include <utility>

#include "sync/core/transport.hpp"

namespace rohnamo::tests {

// Runs a coroutine, and whatever else the context does meanwhile, until the coroutine has ended.
template <class T>
T await(boost::asio::io_context& io, core::Task<T> task) {
  std::optional<T> result;
  std::exception_ptr thrown;
  boost::asio::co_spawn(io, std::move(task), [&](std::exception_ptr error, T value) {
    thrown = error;
    if (!error) result.emplace(std::move(value));
  });
  io.restart();
  while (!result && !thrown && io.run_one() > 0) {
  }
  if (thrown) std::rethrow_exception(thrown);
  if (!result) throw std::runtime_error("the coroutine waits for nothing");
  return std::move(*result);
}

class MemorySink : public core::Sink {
 public:
  core::Task<base::Result<void>> begin(std::uint64_t offset) override {
    ++begun;
    this->offset = offset;
    bytes.clear();
    co_return base::Result<void>();
  }
  core::Task<base::Result<void>> write(std::string_view piece) override {
    bytes += piece;
    longest_piece = std::max(longest_piece, piece.size());
    if (bytes.size() > fails_after) co_return base::fail(base::Code::no_space, "the disk is full");
    co_return base::Result<void>();
  }
  core::Task<base::Result<void>> end() override {
    ++ended;
    co_return verdict;
  }

  int begun = 0;
  int ended = 0;
  std::size_t longest_piece = 0;
  base::Result<void> verdict;  // on what came
  std::uint64_t offset = 0;
  std::string bytes;
  std::size_t fails_after = SIZE_MAX;
};

struct Got {
  base::Result<core::Fetched> result = base::fail(base::Code::io, "nothing was fetched");
  MemorySink sink;
};

inline Got get(boost::asio::io_context& io, core::Transport& transport,
               core::FetchRequest request) {
  Got got;
  if (request.max_bytes == 0) request.max_bytes = 1 << 20;
  got.result = await(io, transport.fetch(std::move(request), got.sink));
  return got;
}

// The code of a failure; a message for whoever reads the test's output where there was none.
inline std::string code(const base::Result<core::Fetched>& result) {
  return result ? "it succeeded" : std::string(base::to_string(result.error().code));
}

}  // namespace rohnamo::tests
