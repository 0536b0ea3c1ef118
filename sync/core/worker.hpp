// Slow work off the io_context's thread, as a port: fsync, and nothing that touches shared state.
#pragma once

#include <functional>

#include "sync/core/transport.hpp"

namespace rohnamo::core {

class Worker {
 public:
  virtual ~Worker() = default;
  // Runs `work` elsewhere; goes on where the caller was. Cancelling does not interrupt it.
  virtual Task<base::Result<void>> run(std::function<base::Result<void>()> work) = 0;
};

// A pool of threads. Its destructor waits for what runs.
std::unique_ptr<Worker> make_pool_worker(std::size_t threads = 4);

}  // namespace rohnamo::core
