#include <boost/asio/experimental/awaitable_operators.hpp>
#include <catch2/catch.hpp>

#include "sync/net/timer_sleeper.hpp"
#include "tests/sync/net/harness.hpp"

using namespace rohnamo;
using namespace std::chrono_literals;

TEST_CASE("A sleep ends by itself") {
  boost::asio::io_context io;
  net::TimerSleeper sleeper(io.get_executor());
  CHECK(!tests::await(io, sleeper.sleep(1ms)));
}

TEST_CASE("Waking ends every sleep at once") {
  using namespace boost::asio::experimental::awaitable_operators;
  boost::asio::io_context io;
  net::TimerSleeper sleeper(io.get_executor());
  boost::asio::steady_timer soon(io, 5ms);
  soon.async_wait([&](const boost::system::error_code&) { sleeper.wake(); });
  auto both = sleeper.sleep(1h) && sleeper.sleep(2h);
  const auto woken = tests::await(io, std::move(both));
  CHECK(std::get<0>(woken));
  CHECK(std::get<1>(woken));
}

TEST_CASE("A wish that comes while nobody sleeps is kept for the next sleep, once") {
  boost::asio::io_context io;
  net::TimerSleeper sleeper(io.get_executor());
  sleeper.wake();
  sleeper.wake();
  CHECK(tests::await(io, sleeper.sleep(1h)));
  CHECK(!tests::await(io, sleeper.sleep(1ms)));
}
