// The way to the publication that a config describes: its server or several, the proxy before them,
// what the line allows, and the neighbours that cost none of it.
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <map>

#include "content/base/time.hpp"
#include "sync/app/config.hpp"
#include "sync/core/allowance.hpp"
#include "sync/core/mirrors.hpp"
#include "sync/core/neighbours.hpp"
#include "sync/core/worker.hpp"
#include "sync/net/http_transport.hpp"
#include "sync/net/timer_sleeper.hpp"

namespace rohnamo::app {

// One thread: the executor's.
class Road {
 public:
  // `fs` and `worker` must outlive it. Errors: invalid_input, for a variable of the environment
  // that names no proxy or a file without certificates.
  static base::Result<std::unique_ptr<Road>> build(base::Fs& fs, const Config& config,
                                                   core::Worker& worker,
                                                   const boost::asio::any_io_executor& executor);

  core::Transport& transport();

  // Around each update: what is measured begins anew, and what was kept open or uncounted for the
  // next file is put in order.
  void begin_update();
  void end_update(std::optional<base::Code> failure);

  // A machine on the local network, with a short patience and never through a proxy.
  core::Neighbour neighbour(const boost::asio::ip::tcp::endpoint& endpoint, std::int64_t version);
  // Those that are there now. Without effect where the config wants none.
  void meet(std::vector<core::Neighbour> neighbours);
  [[nodiscard]] std::size_t neighbours_in_use() const;

 private:
  Road(base::Fs& fs, Config config, core::Worker& worker,
       const boost::asio::any_io_executor& executor);
  base::Result<void> add_servers();
  base::Result<std::unique_ptr<core::Transport>> server(const std::string& address,
                                                        const net::Proxies& proxies);
  void add_allowance();
  void add_neighbours();
  core::Transport& line();
  [[nodiscard]] std::int64_t held_version() const;
  [[nodiscard]] std::int64_t complete_version() const;  // of an update that went through
  [[nodiscard]] base::Time now() const;

  base::Fs* fs_;
  Config config_;
  core::Worker* worker_;
  net::TimerSleeper sleeper_;
  base::Time floor_;                       // of trusted time, when the update began
  std::vector<net::HttpTransport*> http_;  // of the servers
  core::Mirrors* mirrors_ = nullptr;       // null: there is one server
  std::unique_ptr<core::Transport> servers_;
  std::optional<core::Allowance> allowance_;    // none: all is allowed
  std::optional<core::Neighbours> neighbours_;  // none: they are of no interest
  std::map<std::string, std::shared_ptr<net::HttpTransport>> near_;  // by endpoint
};

// The clock on the wall for `time`, by the machine's time zone.
std::chrono::local_seconds local_time(base::Time time);

}  // namespace rohnamo::app
