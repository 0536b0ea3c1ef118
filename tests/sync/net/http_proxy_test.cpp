// Through proxies: a real one, and some that misbehave.
#include <catch2/catch.hpp>
#include <fstream>

#include "sync/net/http_transport.hpp"
#include "tests/sync/net/certificates.hpp"
#include "tests/sync/net/harness.hpp"
#include "tests/sync/net/nginx_server.hpp"
#include "tests/sync/net/raw_server.hpp"
#include "tests/sync/net/tinyproxy.hpp"
#include "tests/temporary_folder.hpp"

using namespace rohnamo;
using namespace std::chrono_literals;
using boost::asio::awaitable;
using Catch::Contains;

namespace {

net::CertificateTime right_time() {
  net::CertificateTime time;
  time.now = base::system_now();
  return time;
}

// A server of either kind, for whoever comes through a proxy.
struct World {
  explicit World(bool tls) {
    std::filesystem::create_directories(root);
    std::ofstream(root / "file") << "the story";
    options.root = root;
    options.more =
        "location /connection { default_type text/plain; return 200 $connection; }"
        "location /field { default_type text/plain; return 200 "
        "'[$http_proxy_authorization]'; }";
    if (tls) {
      certificates = tests::make_certificates(folder.path() / "tls", "IP:127.0.0.1");
      options.certificate = {certificates.chain, certificates.key};
    }
    server.emplace(options);
  }

  // `proxy`: its address, with name and password.
  net::HttpTransport transport(const std::string& proxy, net::HttpOptions how = {}) {
    how.proxies.http = how.proxies.https = *net::Proxy::parse(proxy);
    std::optional<base::Path> authority;
    if (!certificates.authority.empty()) authority = certificates.authority;
    return {*net::Url::parse_base(server->url()), *net::Tls::create(authority, right_time), how};
  }

  tests::Got get(const std::string& proxy, const std::string& path = "file") {
    net::HttpTransport through = transport(proxy);
    core::FetchRequest request;
    request.path = path;
    return tests::get(io, through, request);
  }

  tests::TemporaryFolder folder;
  std::filesystem::path root = folder.path() / "root";
  tests::Certificates certificates;
  tests::NginxOptions options;
  boost::asio::io_context io;
  std::optional<tests::NginxServer> server;
};

std::string at(std::uint16_t port, const std::string& who = "") {
  return fmt::format("http://{}127.0.0.1:{}", who, port);
}

}  // namespace

TEST_CASE("A real proxy, with http and with https") {
  const bool tls = GENERATE(false, true);
  World world(tls);
  tests::Tinyproxy proxy;
  const auto got = world.get(at(proxy.port()));
  REQUIRE(got.result);
  CHECK(got.sink.bytes == "the story");
  const std::string port = std::to_string(world.server->port());
  CHECK_THAT(proxy.log(), Contains(tls ? "CONNECT 127.0.0.1:" + port
                                       : "GET http://127.0.0.1:" + port + "/file"));
  CHECK(tests::code(world.get(at(proxy.port()), "missing").result) == "not found");
}

TEST_CASE("A real proxy that wants a name and a password") {
  const bool tls = GENERATE(false, true);
  World world(tls);
  tests::Tinyproxy proxy("BasicAuth kiosk secret");
  CHECK(world.get(at(proxy.port(), "kiosk:secret@")).sink.bytes == "the story");
  for (const char* who : {"", "kiosk:wrong@"}) {
    const auto got = world.get(at(proxy.port(), who));
    CHECK(tests::code(got.result) == "input/output");
    CHECK_THAT(got.result.error().message, Contains("password"));
    CHECK_THAT(got.result.error().message, !Contains("wrong"));
  }
}

TEST_CASE("The password is for the proxy alone") {
  World world(true);
  tests::Tinyproxy proxy("BasicAuth kiosk secret");
  CHECK(world.get(at(proxy.port(), "kiosk:secret@"), "field").sink.bytes == "[]");
}

TEST_CASE("A server's certificate is verified through a proxy as well") {
  World world(true);
  world.certificates.authority.clear();
  tests::Tinyproxy proxy;
  CHECK(tests::code(world.get(at(proxy.port())).result) == "untrusted");
}

TEST_CASE("One tunnel serves many requests") {
  World world(true);
  tests::Tinyproxy proxy;
  net::HttpTransport transport = world.transport(at(proxy.port()));
  core::FetchRequest request;
  request.path = "connection";
  const std::string first = tests::get(world.io, transport, request).sink.bytes;
  CHECK(!first.empty());
  CHECK(tests::get(world.io, transport, request).sink.bytes == first);
}

TEST_CASE("A server behind the proxy that is not there is offline") {
  const bool tls = GENERATE(false, true);
  World world(tls);
  tests::Tinyproxy proxy;
  world.server->stop();
  CHECK(tests::code(world.get(at(proxy.port())).result) == "offline");
}

TEST_CASE("A proxy that is not there is offline, and is named as what it is") {
  World world(false);
  World other(false);
  other.server->stop();
  const auto got = world.get(at(other.server->port()));
  CHECK(tests::code(got.result) == "offline");
  CHECK_THAT(got.result.error().message, Contains("the proxy"));
}

TEST_CASE("Who is exempt is asked without the proxy") {
  World world(false);
  net::HttpOptions options;
  options.proxies.direct = {"127.0.0.1"};
  net::HttpTransport transport = world.transport("http://127.0.0.1:1", options);
  core::FetchRequest request;
  request.path = "file";
  CHECK(tests::get(world.io, transport, request).sink.bytes == "the story");
}

namespace {

using Visitor = std::shared_ptr<tests::Guest>;

awaitable<void> forbids(Visitor guest, int) {
  co_await guest->hear();
  co_await guest->say("HTTP/1.1 403 Not Here\r\nContent-Length: 5\r\n\r\nSorry");
  co_await guest->fall_silent();
}

awaitable<void> cannot(Visitor guest, int) {
  co_await guest->hear();
  co_await guest->say("HTTP/1.1 502 Bad Gateway\r\n\r\n");
}

awaitable<void> talks_on(Visitor guest, int) {
  co_await guest->hear();
  co_await guest->say("HTTP/1.1 200 OK\r\n\r\nand more that nobody asked for");
  co_await guest->fall_silent();
}

awaitable<void> talks_nonsense(Visitor guest, int) {
  co_await guest->hear();
  co_await guest->say("220 mail.example.org ESMTP\r\n\r\n");
  co_await guest->fall_silent();
}

awaitable<void> hangs_up(Visitor, int) {
  co_return;
}

awaitable<void> never_answers(Visitor guest, int) {
  co_await guest->fall_silent();
}

awaitable<void> drips(Visitor guest, int) {
  co_await guest->hear();
  for (bool there = co_await guest->say("HTTP/1.1 200 OK\r\n"); there;) {
    co_await guest->pause(20ms);
    there = co_await guest->say("X-More: and more\r\n");
  }
}

awaitable<void> has_endless_head(Visitor guest, int) {
  co_await guest->hear();
  bool there = co_await guest->say("HTTP/1.1 200 OK\r\n");
  const std::string field = "X-Field: " + std::string(4000, 'x') + "\r\n";
  while (there) there = co_await guest->say(field);
}

struct Case {
  const char* name;
  tests::Manners manners;
  const char* code;
};

}  // namespace

TEST_CASE("A proxy that misbehaves costs one error, and no more than its time") {
  const Case c = GENERATE(values<Case>({
      {"forbids", forbids, "input/output"},
      {"cannot", cannot, "offline"},
      {"talks on", talks_on, "offline"},
      {"talks nonsense", talks_nonsense, "offline"},
      {"hangs up", hangs_up, "offline"},
      {"never answers", never_answers, "timeout"},
      {"drips", drips, "timeout"},
      {"has an endless head", has_endless_head, "offline"},
  }));
  INFO(c.name);
  World world(true);
  tests::RawServer proxy(world.io, c.manners);
  net::HttpOptions options;
  if (std::string(c.code) == "timeout") options.connect = 200ms;
  net::HttpTransport transport = world.transport(proxy.url(), options);
  core::FetchRequest request;
  request.path = "file";
  const auto got = tests::get(world.io, transport, request);
  INFO((got.result ? "" : got.result.error().message));
  CHECK(tests::code(got.result) == c.code);
  CHECK(got.sink.begun == 0);
}
