// Where a program says that it is ready: the receiving end of sd_notify(3).
#pragma once

#include "tests/bench/process.hpp"

namespace rohnamo::bench {

class ReadySocket {
 public:
  // A datagram socket in `folder`, whose name must leave it short: 100 bytes with its own.
  static base::Result<ReadySocket> open(const base::Path& folder);

  // For the environment: NOTIFY_SOCKET.
  [[nodiscard]] const base::Path& address() const { return path_; }

  // Returns when READY=1 has come. Code::cancelled: the process ended before it; Code::timeout:
  // half a minute passed.
  base::Result<void> wait(const Process& process);

 private:
  ReadySocket(Descriptor socket, base::Path path)
      : socket_(std::move(socket)), path_(std::move(path)) {}
  [[nodiscard]] bool ready_came() const;
  Descriptor socket_;
  base::Path path_;
};

}  // namespace rohnamo::bench
