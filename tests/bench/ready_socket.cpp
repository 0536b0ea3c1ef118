#include "tests/bench/ready_socket.hpp"

#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>

#include <array>

namespace rohnamo::bench {

using base::Code;
using base::fail;
using base::Result;

namespace {
constexpr int patience_ms = 30'000;
}

Result<ReadySocket> ReadySocket::open(const base::Path& folder) {
  const base::Path path = folder / "notify";
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  if (path.native().size() >= sizeof address.sun_path)
    return fail(Code::too_large, path.string() + " is too long for a socket");
  path.native().copy(address.sun_path, sizeof address.sun_path - 1);
  std::error_code ignored;
  std::filesystem::remove(path, ignored);
  Descriptor socket(::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0));
  if (!socket.open() ||
      ::bind(socket.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
    return fail(Code::io, "no socket at " + path.string());
  return ReadySocket(std::move(socket), path);
}

bool ReadySocket::ready_came() const {
  std::array<char, 4096> buffer{};
  const ssize_t length = ::recv(socket_.get(), buffer.data(), buffer.size(), MSG_DONTWAIT);
  if (length <= 0) return false;
  const std::string_view message(buffer.data(), static_cast<std::size_t>(length));
  return message.find("READY=1") != std::string_view::npos;
}

Result<void> ReadySocket::wait(const Process& process) {
  std::array<pollfd, 2> events{{{socket_.get(), POLLIN, 0}, {process.descriptor(), POLLIN, 0}}};
  while (::poll(events.data(), events.size(), patience_ms) > 0) {
    if (events[0].revents != 0 && ready_came()) return {};
    if (events[0].revents == 0 && events[1].revents != 0)
      return fail(process.ended_before("it was ready"));
  }
  return fail(Code::timeout, "it was not ready within half a minute");
}

}  // namespace rohnamo::bench
