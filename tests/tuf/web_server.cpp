#include "tests/tuf/web_server.hpp"

#include <fmt/format.h>

#include <boost/asio/read_until.hpp>
#include <boost/asio/write.hpp>

namespace rohnamo::tuf {
namespace {

namespace asio = boost::asio;
using boost::system::error_code;

std::string head(const char* status, const char* type, std::size_t length) {
  return fmt::format("HTTP/1.0 {}\r\nContent-Type: {}\r\nContent-Length: {}\r\n\r\n", status, type,
                     length);
}

const std::string missing_page = "<html><body>Nothing here</body></html>";

}  // namespace

WebServer::WebServer() : acceptor_(io_, {asio::ip::address_v4::loopback(), 0}) {
  accept();
  thread_ = std::thread([this] { io_.run(); });
}

WebServer::~WebServer() {
  io_.stop();
  thread_.join();
}

std::string WebServer::address() const {
  return fmt::format("http://127.0.0.1:{}", acceptor_.local_endpoint().port());
}

void WebServer::serve(std::map<std::string, std::string> files) {
  const std::lock_guard lock(mutex_);
  files_ = std::move(files);
}

void WebServer::treat(const std::string& target, Manners manners) {
  const std::lock_guard lock(mutex_);
  manners_[target] = manners;
}

std::vector<std::string> WebServer::requests() {
  const std::lock_guard lock(mutex_);
  return std::exchange(requests_, {});
}

void WebServer::accept() {
  acceptor_.async_accept([this](error_code error, Socket socket) {
    if (error) return;
    answer(socket);
    accept();
  });
}

void WebServer::answer(Socket& socket) {
  error_code error;
  std::string text;
  asio::read_until(socket, asio::dynamic_buffer(text), "\r\n\r\n", error);
  if (error || !text.starts_with("GET ")) return;
  const std::string target = text.substr(4, text.find(' ', 4) - 4);

  const std::lock_guard lock(mutex_);
  requests_.push_back(target);
  const auto manners = manners_[target];
  if (manners == Manners::silent) return;
  if (manners == Manners::endless) {
    const std::string piece(1 << 16, ' ');
    asio::write(socket, asio::buffer("HTTP/1.0 200 OK\r\n\r\n", 19), error);
    while (!error) asio::write(socket, asio::buffer(piece), error);
    return;
  }
  const auto file = files_.find(target);
  const bool found = file != files_.end();
  std::string body = found ? file->second : missing_page;
  const std::string start = found ? head("200 OK", "application/octet-stream", body.size())
                                  : head("404 Not Found", "text/html", body.size());
  if (manners == Manners::torn) body.resize(body.size() / 2);
  asio::write(socket, asio::buffer(start + body), error);
}

}  // namespace rohnamo::tuf
