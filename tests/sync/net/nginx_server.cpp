#include "tests/sync/net/nginx_server.hpp"

#include <arpa/inet.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <netinet/in.h>
#include <poll.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <stdexcept>

namespace rohnamo::tests {
namespace {

namespace fs = std::filesystem;

int listen_on(std::uint16_t& port) {
  const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const int yes = 1;
  ::setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof(yes));
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof(address);
  auto* generic = reinterpret_cast<sockaddr*>(&address);
  if (fd < 0 || ::bind(fd, generic, size) != 0 || ::listen(fd, 64) != 0 ||
      ::getsockname(fd, generic, &size) != 0)
    throw std::runtime_error("no socket for nginx");
  port = ntohs(address.sin_port);
  return fd;
}

std::string configuration(const fs::path& folder, const NginxOptions& options, std::uint16_t port) {
  std::string tls;
  if (options.certificate)
    tls = fmt::format("ssl_certificate {}; ssl_certificate_key {};",
                      options.certificate->chain.string(), options.certificate->key.string());
  return fmt::format(R"(
daemon off; worker_processes 1; user root;
pid {0}/pid; error_log {0}/error.log;
events {{ worker_connections 256; }}
http {{
  access_log off;
  client_body_temp_path {0}/t1; proxy_temp_path {0}/t2; fastcgi_temp_path {0}/t3;
  uwsgi_temp_path {0}/t4; scgi_temp_path {0}/t5;
  types {{ application/json json; text/html html; }}
  default_type application/octet-stream;
  server {{ listen 127.0.0.1:{1} {2}; root {3}; {4} {5} }}
}})",
                     folder.string(), port, options.certificate ? "ssl" : "", options.root.string(),
                     tls, options.more);
}

fs::path temporary_folder() {
  std::string name = fs::temp_directory_path() / "rohnamo-nginx-XXXXXX";
  if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder");
  return name;
}

// nginx takes the sockets that the variable NGINX lists, as at an upgrade of its own program.
pid_t start(const fs::path& folder, int socket) {
  constexpr int handed_down = 3;
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  const int copy = ::fcntl(socket, F_DUPFD_CLOEXEC, 100);  // never number 3 itself
  posix_spawn_file_actions_adddup2(&actions, copy, handed_down);
  std::string conf = folder / "nginx.conf";
  std::string prefix = folder;
  std::string variable = "NGINX=3;";
  std::string errors = folder / "error.log";
  std::array<const char*, 8> arguments{"nginx",      "-p", prefix.c_str(), "-c",
                                       conf.c_str(), "-e", errors.c_str(), nullptr};
  std::array<char*, 2> environment{variable.data(), nullptr};
  pid_t process = -1;
  const char* program = ::access("/usr/sbin/nginx", X_OK) == 0 ? "/usr/sbin/nginx" : "nginx";
  const int error = ::posix_spawnp(&process, program, &actions, nullptr,
                                   const_cast<char**>(arguments.data()), environment.data());
  posix_spawn_file_actions_destroy(&actions);
  ::close(copy);
  if (error != 0) throw std::runtime_error("nginx does not start");
  return process;
}

}  // namespace

NginxServer::NginxServer(const NginxOptions& options)
    : folder_(temporary_folder()), tls_(options.certificate.has_value()), port_(options.port) {
  const int socket = listen_on(port_);
  std::ofstream(folder_ / "nginx.conf") << configuration(folder_, options, port_);
  process_ = start(folder_, socket);
  ::close(socket);
}

NginxServer::~NginxServer() {
  stop();
  std::error_code ignored;
  fs::remove_all(folder_, ignored);
}

void NginxServer::stop() {
  if (process_ < 0) return;
  // It misses a SIGTERM that comes while it starts, so it is told again until it has ended.
  const int handle = static_cast<int>(::syscall(SYS_pidfd_open, process_, 0));
  pollfd ended{handle, POLLIN, 0};
  do {
    ::kill(process_, SIGTERM);
  } while (::poll(&ended, 1, 200) <= 0);
  ::close(handle);
  ::waitpid(process_, nullptr, 0);
  process_ = -1;
}

std::string NginxServer::url() const {
  return fmt::format("{}://127.0.0.1:{}/", tls_ ? "https" : "http", port_);
}

}  // namespace rohnamo::tests
