#include "tests/sync/net/tinyproxy.hpp"

#include <arpa/inet.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <netinet/in.h>
#include <poll.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <stdexcept>

extern char** environ;  // NOLINT(readability-redundant-declaration)

namespace rohnamo::tests {
namespace {

// Bound and not listening: nobody else gets the port, and who reuses addresses may listen on it.
int reserve(std::uint16_t& port) {
  const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const int yes = 1;
  ::setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof(yes));
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof(address);
  auto* generic = reinterpret_cast<sockaddr*>(&address);
  if (fd < 0 || ::bind(fd, generic, size) != 0 || ::getsockname(fd, generic, &size) != 0)
    throw std::runtime_error("no port for tinyproxy");
  port = ntohs(address.sin_port);
  return fd;
}

pid_t start(const std::string& configuration, int output) {
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO);
  posix_spawn_file_actions_adddup2(&actions, output, STDERR_FILENO);
  std::array<const char*, 5> arguments{"tinyproxy", "-d", "-c", configuration.c_str(), nullptr};
  pid_t process = -1;
  const int error = ::posix_spawnp(&process, "tinyproxy", &actions, nullptr,
                                   const_cast<char**>(arguments.data()), environ);
  posix_spawn_file_actions_destroy(&actions);
  if (error != 0) throw std::runtime_error("tinyproxy does not start");
  return process;
}

}  // namespace

Tinyproxy::Tinyproxy(const std::string& more) {
  std::string name = std::filesystem::temp_directory_path() / "rohnamo-tinyproxy-XXXXXX";
  if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder");
  folder_ = name;
  reserved_ = reserve(port_);
  const std::string configuration = folder_ / "tinyproxy.conf";
  std::ofstream(configuration) << fmt::format(
      "Port {}\nListen 127.0.0.1\nTimeout 60\nMaxClients 20\nLogLevel Info\n{}\n", port_, more);
  std::array<int, 2> pipe{};
  if (::pipe2(pipe.data(), O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
  output_ = pipe[0];
  ::fcntl(output_, F_SETFL, O_NONBLOCK);
  process_ = start(configuration, pipe[1]);
  ::close(pipe[1]);
  wait_until_ready();
}

Tinyproxy::~Tinyproxy() {
  // It has nothing to tidy up, and misses a SIGTERM that comes just before it polls.
  ::kill(process_, SIGKILL);
  while (::waitpid(process_, nullptr, 0) < 0 && errno == EINTR) {
  }
  ::close(output_);
  ::close(reserved_);
  std::error_code ignored;
  std::filesystem::remove_all(folder_, ignored);
}

void Tinyproxy::wait_until_ready() {
  constexpr int silence = 60'000;  // ms
  while (log().find("Accepting connections") == std::string::npos) {
    pollfd ready{output_, POLLIN, 0};
    if (::poll(&ready, 1, silence) <= 0 || (ready.revents & POLLIN) == 0)
      throw std::runtime_error("tinyproxy does not begin: " + said_);
  }
}

std::string Tinyproxy::log() {
  std::array<char, 4096> piece{};
  for (ssize_t size = 1; size > 0;) {
    size = ::read(output_, piece.data(), piece.size());
    if (size > 0) said_.append(piece.data(), static_cast<std::size_t>(size));
  }
  return said_;
}

}  // namespace rohnamo::tests
