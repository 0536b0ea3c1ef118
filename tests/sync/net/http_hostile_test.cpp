#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <catch2/catch.hpp>

#include "sync/net/http_transport.hpp"
#include "tests/sync/net/harness.hpp"
#include "tests/sync/net/raw_server.hpp"

using namespace rohnamo;
using namespace std::chrono_literals;
using boost::asio::awaitable;
using tests::Guest;

namespace {

using Visitor = std::shared_ptr<Guest>;

net::HttpOptions impatient() {
  net::HttpOptions options;
  options.connect = 5'000ms;
  options.read.head = 150ms;
  options.read.stall = 150ms;
  options.read.stall_bytes = 4;
  return options;
}

// For what must succeed, however busy the machine is that runs the tests.
net::HttpOptions patient() {
  net::HttpOptions options;
  options.read.stall = 1'000ms;
  options.read.stall_bytes = 4;
  return options;
}

struct World {
  explicit World(tests::Manners manners, net::HttpOptions options = patient())
      : server(io, manners), transport(*net::Url::parse_base(server.url()), nullptr, options) {}

  tests::Got get(std::uint64_t offset = 0, const std::string& etag = "") {
    core::FetchRequest request;
    request.path = "file";
    request.offset = offset;
    request.etag = etag;
    return tests::get(io, transport, request);
  }

  boost::asio::io_context io;
  tests::RawServer server;
  net::HttpTransport transport;
};

std::string with_length(const std::string& body, const std::string& fields = "") {
  return fmt::format("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n{}\r\n{}", body.size(), fields,
                     body);
}

awaitable<void> never_answers(Visitor guest, int) {
  co_await guest->fall_silent();
}

awaitable<void> answers_the_second(Visitor guest, int number) {
  co_await guest->hear();
  const std::string answer = with_length("the story");
  if (number > 0) co_await guest->say(answer);
  co_await guest->fall_silent();
}

awaitable<void> drips_its_head(Visitor guest, int) {
  co_await guest->hear();
  for (bool there = co_await guest->say("HTTP/1.1 200 OK\r\n"); there;) {
    co_await guest->pause(20ms);
    there = co_await guest->say("X-More: and more\r\n");
  }
}

awaitable<void> stops_in_the_body(Visitor guest, int) {
  co_await guest->hear();
  co_await guest->say("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf");
  co_await guest->fall_silent();
}

awaitable<void> drips_its_body(Visitor guest, int) {
  co_await guest->hear();
  bool there = co_await guest->say("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n");
  while (there) {
    co_await guest->pause(60ms);
    there = co_await guest->say("x");
  }
}

awaitable<void> is_slow_but_steady(Visitor guest, int) {
  co_await guest->hear();
  co_await guest->say("HTTP/1.1 200 OK\r\nContent-Length: 200\r\n\r\n");
  for (int i = 0; i < 20; ++i) {  // longer than a stall altogether
    co_await guest->pause(60ms);
    co_await guest->say("0123456789");
  }
}

awaitable<void> never_ends(Visitor guest, int) {
  co_await guest->hear();
  bool there = co_await guest->say("HTTP/1.1 200 OK\r\n\r\n");
  const std::string piece(65536, 'x');
  while (there) there = co_await guest->say(piece);
}

awaitable<void> never_ends_in_chunks(Visitor guest, int) {
  co_await guest->hear();
  bool there = co_await guest->say("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
  const std::string chunk = "10000\r\n" + std::string(65536, 'x') + "\r\n";
  while (there) there = co_await guest->say(chunk);
}

awaitable<void> talks_nonsense(Visitor guest, int) {
  co_await guest->hear();
  co_await guest->say("220 mail.example.org ESMTP\r\n\r\n");
  co_await guest->fall_silent();
}

awaitable<void> has_endless_head(Visitor guest, int) {
  co_await guest->hear();
  bool there = co_await guest->say("HTTP/1.1 200 OK\r\n");
  const std::string field = "X-Field: " + std::string(4000, 'x') + "\r\n";
  while (there) there = co_await guest->say(field);
}

awaitable<void> hangs_up_at_once(Visitor, int) {
  co_return;
}

awaitable<void> hangs_up_in_the_body(Visitor guest, int) {
  co_await guest->hear();
  co_await guest->say("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf");
}

awaitable<void> hangs_up_in_a_chunk(Visitor guest, int) {
  co_await guest->hear();
  co_await guest->say("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhal");
}

awaitable<void> sends_bad_chunks(Visitor guest, int) {
  co_await guest->hear();
  co_await guest->say("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nnonsense\r\n");
  co_await guest->fall_silent();
}

awaitable<void> speaks_old_http(Visitor guest, int) {
  co_await guest->hear();
  co_await guest->say("HTTP/1.0 200 OK\r\n\r\nold ");
  co_await guest->say("but good");
}

awaitable<void> sends_hints_first(Visitor guest, int) {
  co_await guest->hear();
  co_await guest->say("HTTP/1.1 103 Early Hints\r\n\r\n" + with_length("the story"));
  co_await guest->fall_silent();
}

awaitable<void> sends_byte_by_byte(Visitor guest, int) {
  co_await guest->hear();
  const std::string all =
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
      "4\r\nthe \r\n5;note=1\r\nstory\r\n0\r\nTrailer: x\r\n\r\n";
  for (const char c : all) {
    const std::string one(1, c);
    co_await guest->say(one);
  }
  co_await guest->fall_silent();
}

awaitable<void> answers_once_a_connection(Visitor guest, int number) {
  co_await guest->hear();
  const std::string answer = with_length("answer " + std::to_string(number));
  co_await guest->say(answer);
  co_await guest->hear();  // and hangs up on the second request
}

awaitable<void> sends_another_part(Visitor guest, int) {
  co_await guest->hear();
  co_await guest->say(
      "HTTP/1.1 206 Partial Content\r\nContent-Range: bytes 0-3/4\r\nContent-Length: "
      "4\r\n\r\nxxxx");
  co_await guest->fall_silent();
}

awaitable<void> sends_broken_gzip(Visitor guest, int) {
  co_await guest->hear();
  const std::string answer = with_length("no gzip", "Content-Encoding: gzip\r\n");
  co_await guest->say(answer);
  co_await guest->fall_silent();
}

// Breaks off once, then has the rest for who asks for it rightly.
awaitable<void> breaks_off_once(Visitor guest, int number) {
  const std::string request = co_await guest->hear();
  if (number == 0) {
    const std::string half = "HTTP/1.1 200 OK\r\nETag: \"v1\"\r\nContent-Length: 9\r\n\r\nthe s";
    co_await guest->say(half);
    co_return;
  }
  const bool rightly = request.find("Range: bytes=5-\r\nIf-Range: \"v1\"\r\n") != std::string::npos;
  const std::string rest =
      rightly ? "HTTP/1.1 206 Partial Content\r\nETag: \"v1\"\r\nContent-Range: bytes 5-8/9\r\n"
                "Content-Length: 4\r\n\r\ntory"
              : "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n";
  co_await guest->say(rest);
  co_await guest->fall_silent();
}

// Has another file by the time that the rest is asked for.
awaitable<void> changes_meanwhile(Visitor guest, int) {
  co_await guest->hear();
  const std::string answer = with_length("another story", "ETag: \"v2\"\r\n");
  co_await guest->say(answer);
  co_await guest->fall_silent();
}

struct Case {
  const char* name;
  tests::Manners manners;
  const char* code;
};

}  // namespace

TEST_CASE("A server that misbehaves costs one error, and no more than its time or its bytes") {
  const Case c = GENERATE(values<Case>({
      {"never answers", never_answers, "timeout"},
      {"drips its head", drips_its_head, "timeout"},
      {"stops in the body", stops_in_the_body, "timeout"},
      {"drips its body", drips_its_body, "timeout"},
      {"never ends", never_ends, "too large"},
      {"never ends in chunks", never_ends_in_chunks, "too large"},
      {"talks nonsense", talks_nonsense, "offline"},
      {"has an endless head", has_endless_head, "offline"},
      {"hangs up at once", hangs_up_at_once, "offline"},
      {"hangs up in the body", hangs_up_in_the_body, "offline"},
      {"hangs up in a chunk", hangs_up_in_a_chunk, "offline"},
      {"sends bad chunks", sends_bad_chunks, "offline"},
      {"sends broken gzip", sends_broken_gzip, "corrupt"},
  }));
  INFO(c.name);
  World world(c.manners, std::string(c.code) == "timeout" ? impatient() : patient());
  const auto got = world.get();
  CHECK(tests::code(got.result) == c.code);
  CHECK(got.sink.bytes.size() <= 1 << 20);
}

TEST_CASE("A server that is merely odd is understood") {
  SECTION("slow but steady") {
    World world(is_slow_but_steady);
    CHECK(world.get().sink.bytes.size() == 200);
  }
  SECTION("HTTP/1.0, ended by hanging up") {
    World world(speaks_old_http);
    const auto got = world.get();
    REQUIRE(got.result);
    CHECK(got.sink.bytes == "old but good");
    CHECK(world.get().result);
  }
  SECTION("hints before the answer") {
    World world(sends_hints_first);
    CHECK(world.get().sink.bytes == "the story");
  }
  SECTION("chunks byte by byte, with extensions and a trailer") {
    World world(sends_byte_by_byte);
    const auto got = world.get();
    REQUIRE(got.result);
    CHECK(got.sink.bytes == "the story");
  }
}

TEST_CASE("A kept connection that the server closes on the next request is replaced") {
  World world(answers_once_a_connection);
  CHECK(world.get().sink.bytes == "answer 0");
  const auto second = world.get();
  REQUIRE(second.result);
  CHECK(second.sink.bytes == "answer 1");
}

TEST_CASE("A break loses nothing of what had come, and the rest is asked for") {
  World world(breaks_off_once);
  const auto half = world.get();
  CHECK(tests::code(half.result) == "offline");
  CHECK(half.sink.bytes == "the s");
  CHECK(half.sink.ended == 0);
  const auto rest = world.get(half.sink.bytes.size(), "\"v1\"");
  REQUIRE(rest.result);
  CHECK(rest.sink.offset == 5);
  CHECK(rest.sink.bytes == "tory");
  CHECK(rest.sink.ended == 1);
}

TEST_CASE("A file that has changed since the break comes whole") {
  World world(changes_meanwhile);
  const auto got = world.get(5, "\"v1\"");
  REQUIRE(got.result);
  CHECK(got.sink.offset == 0);
  CHECK(got.sink.bytes == "another story");
  CHECK(got.result->etag == "\"v2\"");
}

TEST_CASE("Another part than the one asked for is refused before it is written") {
  World world(sends_another_part);
  const auto got = world.get(10);
  CHECK(tests::code(got.result) == "input/output");
  CHECK(got.sink.begun == 0);
}

TEST_CASE("A fetch can be cancelled, and the transport used again") {
  World world(answers_the_second);
  core::FetchRequest request;
  request.path = "file";
  request.max_bytes = 100;
  tests::MemorySink sink;
  boost::asio::cancellation_signal signal;
  std::optional<base::Result<core::Fetched>> result;
  boost::asio::co_spawn(
      world.io, world.transport.fetch(request, sink),
      boost::asio::bind_cancellation_slot(
          signal.slot(), [&](const std::exception_ptr& error, base::Result<core::Fetched> value) {
            REQUIRE(!error);
            result = std::move(value);
          }));
  while (world.server.heard() == 0) world.io.run_one();  // it is connected, has asked, and waits
  REQUIRE(!result);
  signal.emit(boost::asio::cancellation_type::all);
  while (!result) world.io.run_one();
  CHECK(tests::code(*result) == "cancelled");
  CHECK(world.get().sink.bytes == "the story");
}
