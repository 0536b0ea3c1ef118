// One connection to a server, plain or TLS. Every wait has its limit; nothing throws.
#pragma once

#include <boost/asio/buffer.hpp>
#include <chrono>
#include <memory>
#include <optional>
#include <span>
#include <string>

#include "sync/core/transport.hpp"
#include "sync/net/proxy.hpp"
#include "sync/net/tls.hpp"
#include "sync/net/url.hpp"

namespace rohnamo::net {

using core::Task;
using std::chrono::milliseconds;

// One operation at a time. Errors: timeout, cancelled, offline.
class Connection {
 public:
  virtual ~Connection() = default;
  // At least one byte; 0 where the peer has ended. A connection that failed is of no more use.
  virtual Task<base::Result<std::size_t>> read_some(std::span<char> into, milliseconds within) = 0;
  virtual Task<base::Result<void>> write(std::string bytes, milliseconds within) = 0;

  // Room for what is read, kept from one answer to the next.
  [[nodiscard]] std::span<char> buffer() { return {buffer_.get(), buffer_size}; }

 private:
  static constexpr std::size_t buffer_size = 262144;
  std::unique_ptr<char[]> buffer_ = std::make_unique_for_overwrite<char[]>(buffer_size);
};

// Looks up, races the addresses (dial.hpp), passes the proxy, shakes hands. Further errors:
// untrusted, where the certificate or the handshake is refused; io, where the proxy refuses.
Task<base::Result<std::unique_ptr<Connection>>> connect(Origin origin, std::optional<Proxy> proxy,
                                                        std::shared_ptr<Tls> tls,
                                                        milliseconds within);

}  // namespace rohnamo::net
