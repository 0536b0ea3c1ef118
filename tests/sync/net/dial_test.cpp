#include "sync/net/dial.hpp"

#include <sys/socket.h>

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/this_coro.hpp>
#include <catch2/catch.hpp>

#include "tests/sync/net/harness.hpp"

using namespace rohnamo;
using namespace std::chrono_literals;
using base::Code;
using boost::asio::ip::tcp;
using std::chrono::milliseconds;

namespace {

using Acceptor = tcp::acceptor;
using Address = boost::asio::ip::address;

const Address v4 = boost::asio::ip::address_v4::loopback();
const Address v6 = boost::asio::ip::address_v6::loopback();

bool has_ipv6(boost::asio::io_context& io) {
  boost::system::error_code error;
  tcp::socket socket(io);
  socket.open(tcp::v6(), error);
  if (!error) socket.bind(tcp::endpoint(v6, 0), error);
  return !error;
}

// An address behind which nobody answers, as behind a broken road: its queue is full, so that the
// kernel drops what knocks.
class Deaf {
 public:
  Deaf(boost::asio::io_context& io, const Address& address) : acceptor_(io) {
    const tcp::endpoint any(address, 0);
    acceptor_.open(any.protocol());
    acceptor_.bind(any);
    acceptor_.listen(0);
    const tcp::endpoint place = acceptor_.local_endpoint();
    for (int i = 0; i < 3; ++i) {
      tcp::socket& guest = guests_.emplace_back(io, any.protocol());
      guest.native_non_blocking(true);
      ::connect(guest.native_handle(), place.data(), static_cast<socklen_t>(place.size()));
    }
  }
  [[nodiscard]] tcp::endpoint endpoint() const { return acceptor_.local_endpoint(); }

 private:
  Acceptor acceptor_;
  std::vector<tcp::socket> guests_;
};

using Raced = base::Result<std::unique_ptr<tcp::socket>>;

core::Task<Raced> boxed(core::Task<base::Result<tcp::socket>> task) {
  co_await boost::asio::this_coro::throw_if_cancelled(false);
  base::Result<tcp::socket> socket = co_await std::move(task);
  if (!socket) co_return base::fail(socket.error());
  co_return std::make_unique<tcp::socket>(std::move(*socket));
}

struct World {
  Acceptor listen(const Address& address) { return {io, tcp::endpoint(address, 0)}; }

  // Of nobody, for certain: it is bound and does not listen.
  tcp::endpoint refusing() {
    refuser.open(tcp::v4());
    refuser.bind(tcp::endpoint(v4, 0));
    return refuser.local_endpoint();
  }

  Raced race(net::Endpoints endpoints, milliseconds within, milliseconds start) {
    return tests::await(io, boxed(net::race(std::move(endpoints), within, start)));
  }

  boost::asio::io_context io;
  tcp::socket refuser{io};
};

Code code_of(const Raced& socket) {
  REQUIRE_FALSE(socket);
  return socket.error().code;
}

}  // namespace

TEST_CASE("Addresses take turns by family, the first one's first") {
  const tcp::endpoint a6(v6, 1), b6(v6, 2), c6(v6, 3), a4(v4, 1), b4(v4, 2);
  CHECK(net::in_turn({a6, b6, c6, a4, b4}) == net::Endpoints{a6, a4, b6, b4, c6});
  CHECK(net::in_turn({a4, b4, a6}) == net::Endpoints{a4, a6, b4});
  CHECK(net::in_turn({a4}) == net::Endpoints{a4});
  CHECK(net::in_turn({}).empty());
}

TEST_CASE("An address that does not answer costs its head start, not the connection") {
  World world;
  const bool ipv6 = has_ipv6(world.io);
  if (!ipv6) WARN("there is no IPv6 here: both addresses are IPv4");
  const Deaf deaf(world.io, ipv6 ? v6 : v4);
  const Acceptor live = world.listen(v4);
  const auto begun = std::chrono::steady_clock::now();
  const auto socket = world.race({deaf.endpoint(), live.local_endpoint()}, 120s, 10ms);
  REQUIRE(socket);
  CHECK((*socket)->remote_endpoint() == live.local_endpoint());
  // One after the other, each with its share of the time, it would have been a minute.
  CHECK(std::chrono::steady_clock::now() - begun < 30s);
}

TEST_CASE("An address that refuses makes room for the next at once") {
  World world;
  const Acceptor live = world.listen(v4);
  const auto socket = world.race({world.refusing(), live.local_endpoint()}, 1h, 1h);
  REQUIRE(socket);
  CHECK((*socket)->remote_endpoint() == live.local_endpoint());
}

TEST_CASE("The first address is taken where it answers within its head start") {
  World world;
  const Acceptor first = world.listen(v4);
  const Acceptor second = world.listen(v4);
  const auto socket = world.race({first.local_endpoint(), second.local_endpoint()}, 1h, 1h);
  REQUIRE(socket);
  CHECK((*socket)->remote_endpoint() == first.local_endpoint());
}

TEST_CASE("IPv6 is used where it works") {
  World world;
  if (!has_ipv6(world.io)) {
    WARN("there is no IPv6 here");
    return;
  }
  const Acceptor six = world.listen(v6);
  const Acceptor four = world.listen(v4);
  const auto socket = world.race({six.local_endpoint(), four.local_endpoint()}, 1h, 1h);
  REQUIRE(socket);
  CHECK((*socket)->remote_endpoint().address().is_v6());
}

TEST_CASE("Where no address connects, the first one's reason is told") {
  World world;
  const auto refused = world.race({world.refusing()}, 1h, 1h);
  CHECK(code_of(refused) == Code::offline);
  CHECK(refused.error().message.find("refused") != std::string::npos);
  CHECK(code_of(world.race({}, 1h, 1h)) == Code::offline);
  const Deaf deaf(world.io, v4);
  CHECK(code_of(world.race({deaf.endpoint(), deaf.endpoint()}, 30ms, 1ms)) == Code::timeout);
}

TEST_CASE("A race can be cancelled") {
  World world;
  const Deaf deaf(world.io, v4);
  boost::asio::cancellation_signal stop;
  std::optional<Raced> result;
  boost::asio::co_spawn(world.io, boxed(net::race({deaf.endpoint(), deaf.endpoint()}, 1h, 1h)),
                        boost::asio::bind_cancellation_slot(
                            stop.slot(), [&](const std::exception_ptr& error, Raced value) {
                              REQUIRE(!error);
                              result = std::move(value);
                            }));
  world.io.poll();
  REQUIRE(!result);
  stop.emit(boost::asio::cancellation_type::terminal);
  world.io.run();  // and nothing of it is left to wait for
  REQUIRE(result);
  CHECK(code_of(*result) == Code::cancelled);
}

TEST_CASE("A name is looked up, an address is not") {
  World world;
  const Acceptor live = world.listen(v4);
  const auto port = live.local_endpoint().port();
  for (const char* host : {"127.0.0.1", "localhost"}) {
    const auto socket = tests::await(world.io, boxed(net::dial(host, port, 60s)));
    INFO(host);
    REQUIRE(socket);
    CHECK((*socket)->remote_endpoint().port() == port);
  }
}
