// A real nginx of a test's own, on loopback. Its socket is opened here and handed down, so that
// the port is free for certain and connections are taken from the first moment.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

namespace rohnamo::tests {

struct NginxOptions {
  std::filesystem::path root;  // what it serves
  struct Certificate {
    std::filesystem::path chain, key;
  };
  std::optional<Certificate> certificate;  // given: it speaks https
  std::string more;                        // directives for the server block
  std::uint16_t port = 0;                  // 0: a free one
};

class NginxServer {
 public:
  explicit NginxServer(const NginxOptions& options);
  ~NginxServer();
  NginxServer(const NginxServer&) = delete;
  NginxServer& operator=(const NginxServer&) = delete;

  [[nodiscard]] std::uint16_t port() const { return port_; }
  [[nodiscard]] std::string url() const;  // "http://127.0.0.1:1234/"
  void stop();

 private:
  std::filesystem::path folder_;
  bool tls_ = false;
  std::uint16_t port_ = 0;
  pid_t process_ = -1;
};

}  // namespace rohnamo::tests
