#include "sync/net/share_server.hpp"

#include <array>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ip/v6_only.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/write.hpp>
#include <map>
#include <set>
#include <sstream>

#include "sync/net/near.hpp"
#include "sync/net/open_file.hpp"
#include "sync/net/served.hpp"

namespace rohnamo::net {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
using asio::ip::tcp;
using base::Code;
using base::Result;
using boost::system::error_code;
using core::Task;
using Parser = http::request_parser<http::empty_body>;

constexpr auto token = asio::as_tuple(asio::use_awaitable);

std::string text_of(const Reply& reply) {
  std::ostringstream text;
  text << reply;
  return text.str();
}

bool reads(const Question& question) {
  return question.method() == http::verb::get || question.method() == http::verb::head;
}

bool has_body(const Parser& parser) {
  const auto length = parser.content_length();
  return parser.chunked() || (length && *length > 0);
}

Result<tcp::acceptor> open(const asio::any_io_executor& executor, const tcp::endpoint& endpoint) {
  tcp::acceptor acceptor(executor);
  error_code error;
  acceptor.open(endpoint.protocol(), error);
  if (!error && endpoint.protocol() == tcp::v6())
    acceptor.set_option(asio::ip::v6_only(false), error);
  if (!error) acceptor.set_option(tcp::acceptor::reuse_address(true), error);
  if (!error) acceptor.bind(endpoint, error);
  if (!error) acceptor.listen(asio::socket_base::max_listen_connections, error);
  if (error == asio::error::address_in_use)
    return base::fail(Code::busy, "port " + std::to_string(endpoint.port()) + " is taken");
  if (error) return base::fail(Code::io, "listening: " + error.message());
  return acceptor;
}

}  // namespace

// What all its coroutines share.
struct ShareServer::Shop : std::enable_shared_from_this<Shop> {
  Shop(tcp::acceptor&& taken, core::Worker& disk, ShareLimits most)
      : acceptor(std::move(taken)), worker(&disk), limits(most) {}

  static Task<void> accept(std::shared_ptr<Shop> shop);
  static Task<void> attend(std::shared_ptr<Shop> shop, tcp::socket socket, asio::ip::address peer);
  void welcome(tcp::socket socket);
  Task<bool> answer(beast::tcp_stream& stream, const Question& question);
  Task<bool> send(beast::tcp_stream& stream, const Question& question, core::Shelf::Item item);
  Task<bool> write(beast::tcp_stream& stream, std::string head, std::string_view body);
  Task<bool> open(std::shared_ptr<OpenFile> file, core::Shelf::Item item);

  tcp::acceptor acceptor;
  core::Worker* worker;
  ShareLimits limits;
  std::shared_ptr<const core::Shelf> shelf;
  std::map<asio::ip::address, std::size_t> peers;  // with how many connections
  std::set<beast::tcp_stream*> streams;
  bool closed = false;
};

namespace {

// A connection that is known for as long as its coroutine lives.
template <class Shop>
class Guest {
 public:
  Guest(Shop& shop, beast::tcp_stream& stream, const asio::ip::address& peer)
      : shop_(&shop), stream_(&stream), peer_(peer) {
    shop.streams.insert(stream_);
    ++shop.peers[peer_];
  }
  ~Guest() {
    shop_->streams.erase(stream_);
    const auto count = shop_->peers.find(peer_);
    if (--count->second == 0) shop_->peers.erase(count);
  }
  Guest(const Guest&) = delete;
  Guest& operator=(const Guest&) = delete;

 private:
  Shop* shop_;
  beast::tcp_stream* stream_;
  asio::ip::address peer_;
};

}  // namespace

// A machine that has no more file descriptors gets some again.
Task<void> ShareServer::Shop::accept(std::shared_ptr<Shop> shop) {
  while (!shop->closed) {
    auto [error, socket] = co_await shop->acceptor.async_accept(token);
    if (shop->closed || error == asio::error::operation_aborted) co_return;
    if (!error) {
      shop->welcome(std::move(socket));
      continue;
    }
    asio::steady_timer pause(shop->acceptor.get_executor(), std::chrono::seconds(1));
    co_await pause.async_wait(token);
  }
}

void ShareServer::Shop::welcome(tcp::socket socket) {
  error_code error;
  const asio::ip::address peer = socket.remote_endpoint(error).address();
  if (error) return;
  if (!is_near(peer, {}) && !is_near(peer, own_networks())) return;
  const auto known = peers.find(peer);
  const std::size_t of_peer = known == peers.end() ? 0 : known->second;
  if (streams.size() >= limits.connections || of_peer >= limits.of_one_peer) return;
  socket.set_option(tcp::no_delay(true), error);
  const auto executor = acceptor.get_executor();
  asio::co_spawn(executor, attend(shared_from_this(), std::move(socket), peer), asio::detached);
}

Task<void> ShareServer::Shop::attend(std::shared_ptr<Shop> shop, tcp::socket socket,
                                     asio::ip::address peer) {
  beast::tcp_stream stream(std::move(socket));
  const Guest<Shop> guest(*shop, stream, peer);
  beast::flat_buffer buffer(shop->limits.head);
  for (bool stays = true; stays && !shop->closed;) {
    Parser parser;
    parser.header_limit(static_cast<std::uint32_t>(shop->limits.head));
    stream.expires_after(shop->limits.request);
    const auto [error, size] = co_await http::async_read_header(stream, buffer, parser, token);
    const bool gone = error == http::error::end_of_stream || error == beast::error::timeout ||
                      (error && error.category() != make_error_code(http::error{}).category());
    if (gone) break;
    if (error || has_body(parser)) {
      const bool wrong = error || reads(parser.get());
      Reply refused = refuse(parser.get(),
                             wrong ? http::status::bad_request : http::status::method_not_allowed);
      refused.keep_alive(false);
      std::string text = text_of(refused);
      co_await shop->write(stream, std::move(text), {});
      break;
    }
    stays = co_await shop->answer(stream, parser.get());
  }
  error_code ignored;
  stream.socket().shutdown(tcp::socket::shutdown_both, ignored);
}

// True: the connection takes another request.
Task<bool> ShareServer::Shop::answer(beast::tcp_stream& stream, const Question& question) {
  const bool may_be = reads(question);
  const std::string_view target(question.target().data(), question.target().size());
  const auto path = may_be ? path_of(target) : std::nullopt;
  const auto item = path && shelf ? shelf->find(*path) : std::nullopt;
  if (item) {
    const bool stays = co_await send(stream, question, *item);
    co_return stays;
  }
  std::string text = text_of(
      refuse(question, may_be ? http::status::not_found : http::status::method_not_allowed));
  const bool written = co_await write(stream, std::move(text), {});
  co_return question.keep_alive() && written;
}

Task<bool> ShareServer::Shop::write(beast::tcp_stream& stream, std::string head,
                                    std::string_view body) {
  const std::array<asio::const_buffer, 2> both{asio::buffer(head),
                                               asio::buffer(body.data(), body.size())};
  stream.expires_after(limits.piece);
  const auto [error, size] = co_await asio::async_write(stream, both, token);
  co_return !error;
}

// Whether the file is still the shelf's. Of metadata all bytes are then in its piece.
Task<bool> ShareServer::Shop::open(std::shared_ptr<OpenFile> file, core::Shelf::Item item) {
  std::function<Result<void>()> work = [file, item]() -> Result<void> {
    TRY(file->open(item.file));
    if (file->size() != item.length) return base::fail(Code::not_found, "another file");
    if (!item.metadata) return {};
    TRY(file->read(0, item.length));
    if (base::sha256(file->piece()) != item.hash)
      return base::fail(Code::not_found, "another file");
    return {};
  };
  const auto opened = co_await worker->run(std::move(work));
  co_return opened.has_value();
}

Task<bool> ShareServer::Shop::send(beast::tcp_stream& stream, const Question& question,
                                   core::Shelf::Item item) {
  const auto file = std::make_shared<OpenFile>();
  const bool there = co_await open(file, item);
  if (!there) {
    std::string text = text_of(refuse(question, http::status::not_found));
    const bool written = co_await write(stream, std::move(text), {});
    co_return question.keep_alive() && written;
  }
  const Served served = serve(question, item);
  std::string head = text_of(served.head);
  if (item.metadata || served.body.length == 0) {
    const std::string_view bytes =
        std::string_view(file->piece())
            .substr(item.metadata ? served.body.first : 0, item.metadata ? served.body.length : 0);
    const bool written = co_await write(stream, std::move(head), bytes);
    co_return question.keep_alive() && written;
  }
  std::uint64_t place = served.body.first;
  const std::uint64_t end = place + served.body.length;
  while (place < end) {
    const std::size_t most =
        static_cast<std::size_t>(std::min<std::uint64_t>(limits.at_once, end - place));
    std::function<Result<void>()> work = [file, place, most] { return file->read(place, most); };
    const auto done = co_await worker->run(std::move(work));
    if (!done || file->piece().empty()) co_return false;
    const bool written = co_await write(stream, std::exchange(head, {}), file->piece());
    if (!written) co_return false;
    place += file->piece().size();
  }
  co_return question.keep_alive();
}

ShareServer::ShareServer(std::shared_ptr<Shop> shop) : shop_(std::move(shop)) {}

Result<std::unique_ptr<ShareServer>> ShareServer::listen(const asio::any_io_executor& executor,
                                                         std::uint16_t port, core::Worker& worker,
                                                         ShareLimits limits) {
  auto acceptor = open(executor, tcp::endpoint(tcp::v6(), port));
  if (!acceptor && acceptor.error().code != Code::busy)
    acceptor = open(executor, tcp::endpoint(tcp::v4(), port));  // a machine without IPv6
  if (!acceptor) return base::fail(acceptor.error());
  auto shop = std::make_shared<Shop>(std::move(*acceptor), worker, limits);
  asio::co_spawn(executor, Shop::accept(shop), asio::detached);
  return std::unique_ptr<ShareServer>(new ShareServer(std::move(shop)));
}

ShareServer::~ShareServer() {
  error_code ignored;
  shop_->closed = true;
  shop_->acceptor.close(ignored);
  for (beast::tcp_stream* stream : shop_->streams) stream->cancel();
}

std::uint16_t ShareServer::port() const {
  error_code error;
  return shop_->acceptor.local_endpoint(error).port();
}

void ShareServer::stock(std::shared_ptr<const core::Shelf> shelf) {
  shop_->shelf = std::move(shelf);
}

}  // namespace rohnamo::net
