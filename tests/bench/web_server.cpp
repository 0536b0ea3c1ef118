#include "tests/bench/web_server.hpp"

#include <fmt/format.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <fstream>

namespace rohnamo::bench {

using base::Code;
using base::fail;
using base::Path;
using base::Result;

namespace {

// A listening socket on a free port of the loopback address.
Result<std::uint16_t> listen_somewhere(int socket) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t length = sizeof address;
  auto* any = reinterpret_cast<sockaddr*>(&address);
  if (::bind(socket, any, length) != 0 || ::listen(socket, SOMAXCONN) != 0 ||
      ::getsockname(socket, any, &length) != 0)
    return fail(Code::io, "no port on the loopback address");
  return ntohs(address.sin_port);
}

}  // namespace

WebServer::WebServer(Path site, Path folder, Descriptor socket, std::uint16_t port)
    : site_(std::move(site)),
      folder_(std::move(folder)),
      socket_(std::move(socket)),
      address_(fmt::format("http://127.0.0.1:{}/", port)),
      port_(port) {}

Result<WebServer> WebServer::open(Path site, Path folder) {
  TRY(base::posix_fs().make_directories(folder));
  Descriptor socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  const std::uint16_t port = TRY(listen_somewhere(socket.get()));
  return WebServer(std::move(site), std::move(folder), std::move(socket), port);
}

std::string WebServer::configuration() const {
  std::string text = fmt::format(
      "daemon off; master_process on; pid {0}/pid; error_log {0}/error.log;\n"
      "{3}events {{}}\n"
      "http {{\n"
      "  log_format bytes '$bytes_sent $body_bytes_sent'; access_log {0}/access.log bytes;\n"
      "  types {{ application/json json; }} default_type application/octet-stream;\n"
      "  sendfile on; tcp_nopush on;\n"
      "  server {{ listen 127.0.0.1:{2}; root {1}; gzip_static on; }}\n",
      folder_.string(), site_.string(), port_, ::getuid() == 0 ? "user root;\n" : "");
  for (const char* kind : {"client_body", "proxy", "fastcgi", "uwsgi", "scgi"})
    text += fmt::format("  {0}_temp_path {1}/{0};\n", kind, folder_.string());
  return text + "}\n";
}

// nginx takes over our listening socket as it does in an upgrade of its program (NGINX=fd;): no
// port is lost to others, and connections wait until it is up.
Result<void> WebServer::start() {
  std::ofstream(folder_ / "access.log").close();
  std::ofstream(folder_ / "nginx.conf") << configuration();
  Command command;
  command.arguments = {"nginx", "-e", folder_ / "error.log", "-c", folder_ / "nginx.conf"};
  command.environment = {{"NGINX", fmt::format("{};", socket_.get())},
                         {"PATH", "/usr/sbin:/usr/bin:/sbin:/bin"}};
  command.log = folder_ / "output.log";
  command.kept = {socket_.get()};
  nginx_.emplace(TRY(Process::start(command)));
  return {};
}

Result<Traffic> WebServer::stop() {
  TRY(nginx_->stop());
  nginx_.reset();
  Traffic traffic;
  std::ifstream log(folder_ / "access.log");
  std::uint64_t bytes = 0;
  for (std::uint64_t body = 0; log >> bytes >> body; ++traffic.requests) {
    traffic.bytes += bytes;
    traffic.bodies += body;
  }
  return traffic;
}

}  // namespace rohnamo::bench
