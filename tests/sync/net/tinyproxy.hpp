// A real proxy of a test's own, on loopback: tinyproxy.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <filesystem>
#include <string>

namespace rohnamo::tests {

class Tinyproxy {
 public:
  // `more`: lines of its configuration, such as "BasicAuth name password". Ready when made.
  explicit Tinyproxy(const std::string& more = "");
  ~Tinyproxy();
  Tinyproxy(const Tinyproxy&) = delete;
  Tinyproxy& operator=(const Tinyproxy&) = delete;

  [[nodiscard]] std::uint16_t port() const { return port_; }
  // What it says of the requests that it had.
  std::string log();

 private:
  void wait_until_ready();
  std::filesystem::path folder_;
  std::uint16_t port_ = 0;
  int reserved_ = -1;  // a socket that keeps the port from others
  int output_ = -1;
  std::string said_;
  pid_t process_ = -1;
};

}  // namespace rohnamo::tests
