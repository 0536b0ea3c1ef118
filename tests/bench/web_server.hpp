// nginx on the loopback address, serving one folder; each start with an access log of its own.
#pragma once

#include <optional>

#include "tests/bench/process.hpp"

namespace rohnamo::bench {

// What nginx sent.
struct Traffic {
  std::size_t requests = 0;
  std::uint64_t bytes = 0;   // with headers
  std::uint64_t bodies = 0;  // bytes without them
};

class WebServer {
 public:
  // Takes a free port, and keeps it for as long as this lives. `folder` gets nginx's own files.
  static base::Result<WebServer> open(base::Path site, base::Path folder);

  base::Result<void> start();
  // Ends nginx, so that its log is complete, and says what it sent since start().
  base::Result<Traffic> stop();

  [[nodiscard]] const std::string& address() const { return address_; }  // http://…/

 private:
  WebServer(base::Path site, base::Path folder, Descriptor socket, std::uint16_t port);
  [[nodiscard]] std::string configuration() const;
  base::Path site_;
  base::Path folder_;
  Descriptor socket_;
  std::string address_;
  std::uint16_t port_;
  std::optional<Process> nginx_;
};

}  // namespace rohnamo::bench
