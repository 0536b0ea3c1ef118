// Connections kept alive between requests, a few for each server.
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/steady_timer.hpp>
#include <deque>
#include <map>
#include <memory>
#include <vector>

#include "sync/net/connection.hpp"

namespace rohnamo::net {

class Pool;

// The right to use one connection. Gives its place back when destroyed, the connection itself
// only after keep().
class Lease {
 public:
  Lease(Pool& pool, Origin origin, std::unique_ptr<Connection> connection, bool reused);
  ~Lease();
  Lease(Lease&& other) noexcept;
  Lease& operator=(Lease&&) = delete;

  Connection& operator*() { return *connection_; }
  [[nodiscard]] bool reused() const { return reused_; }  // it has served a request before
  void keep() { keep_ = true; }
  void fill(std::unique_ptr<Connection> connection) { connection_ = std::move(connection); }

 private:
  Pool* pool_;  // null: moved from
  Origin origin_;
  std::unique_ptr<Connection> connection_;
  bool reused_;
  bool keep_ = false;
};

// Must outlive its leases and the coroutines that wait for one.
class Pool {
 public:
  Pool(std::shared_ptr<Tls> tls, Proxies proxies, std::size_t per_origin,
       milliseconds connect_limit);

  // Waits for a place, then takes a kept connection or opens one. Errors as connect().
  Task<base::Result<Lease>> lease(Origin origin);
  // Through which requests to this server go; null: none.
  [[nodiscard]] const Proxy* proxy(const Origin& origin) const { return proxies_.find(origin); }
  // Kept connections of this server have proved dead.
  void forget(const Origin& origin);
  void close_idle();

 private:
  friend class Lease;
  struct Place {
    std::vector<std::unique_ptr<Connection>> idle;
    std::size_t used = 0;
    std::deque<boost::asio::steady_timer*> waiting;
  };
  Task<base::Result<void>> wait_for_place(Origin origin);
  void give_back(const Origin& origin, std::unique_ptr<Connection> connection);

  std::shared_ptr<Tls> tls_;
  Proxies proxies_;
  std::size_t per_origin_;
  milliseconds connect_limit_;
  std::map<Origin, Place> places_;
};

}  // namespace rohnamo::net
