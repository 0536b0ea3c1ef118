// A shelf on the local network: a small HTTP/1.1 server, read-only, for neighbours alone.
//
// GET and HEAD of what the shelf has, with ranges and conditions; everything else is one empty
// answer. Whoever is not close by (near.hpp) gets none. Every wait has its limit, everybody's share
// is bounded, and the disk is read by the worker, so that the loop never waits for it.
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <chrono>
#include <cstdint>
#include <memory>

#include "sync/core/shelf.hpp"
#include "sync/core/worker.hpp"

namespace rohnamo::net {

struct ShareLimits {
  std::size_t connections = 32;
  std::size_t of_one_peer = 4;
  std::size_t head = 8'192;                   // bytes of a request
  std::size_t at_once = 65'536;               // bytes of a file in memory for one connection
  std::chrono::milliseconds request{15'000};  // for the whole of the next request to come
  std::chrono::milliseconds piece{20'000};    // for a peer to take `at_once` bytes
};

// One thread: the executor's. Ends when destroyed.
class ShareServer {
 public:
  // On all addresses; port 0: a free one. `worker` must outlive it. Errors: busy, where another has
  // the port; io.
  static base::Result<std::unique_ptr<ShareServer>> listen(
      const boost::asio::any_io_executor& executor, std::uint16_t port, core::Worker& worker,
      ShareLimits limits = {});
  ~ShareServer();
  ShareServer(const ShareServer&) = delete;
  ShareServer& operator=(const ShareServer&) = delete;

  [[nodiscard]] std::uint16_t port() const;
  // What is handed on from now on; null, as in the beginning: nothing.
  void stock(std::shared_ptr<const core::Shelf> shelf);

 private:
  struct Shop;
  explicit ShareServer(std::shared_ptr<Shop> shop);
  std::shared_ptr<Shop> shop_;
};

}  // namespace rohnamo::net
