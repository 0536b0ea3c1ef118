// The plainest of web servers: HTTP/1.0, one request a connection, GET alone, no ranges, a page of
// HTML for what it does not have. In a thread of its own.
#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace rohnamo::tuf {

// What a server may do instead of answering as it should.
enum class Manners { honest, silent, endless, torn };

class WebServer {
 public:
  WebServer();
  ~WebServer();
  WebServer(const WebServer&) = delete;
  WebServer& operator=(const WebServer&) = delete;

  [[nodiscard]] std::string address() const;  // "http://127.0.0.1:40123"

  // All that there is, by a request's target as it was sent: nothing is decoded.
  void serve(std::map<std::string, std::string> files);
  // silent: the connection is closed without a word; endless: a body without end; torn: half a
  // body.
  void treat(const std::string& target, Manners manners);
  // Targets, as they were asked for since the last call.
  std::vector<std::string> requests();

 private:
  using Socket = boost::asio::ip::tcp::socket;
  void accept();
  void answer(Socket& socket);
  boost::asio::io_context io_;
  boost::asio::ip::tcp::acceptor acceptor_;
  std::mutex mutex_;
  std::map<std::string, std::string> files_;
  std::map<std::string, Manners> manners_;
  std::vector<std::string> requests_;
  std::thread thread_;
};

}  // namespace rohnamo::tuf
