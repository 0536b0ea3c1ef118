#include <catch2/catch.hpp>
#include <fstream>

#include "sync/net/http_transport.hpp"
#include "tests/sync/net/certificates.hpp"
#include "tests/sync/net/harness.hpp"
#include "tests/sync/net/nginx_server.hpp"
#include "tests/temporary_folder.hpp"

using namespace rohnamo;

namespace {

net::CertificateTime right_time() {
  net::CertificateTime time;
  time.now = base::system_now();
  return time;
}

struct World {
  explicit World(const std::string& names = "IP:127.0.0.1,DNS:localhost")
      : certificates(tests::make_certificates(folder.path() / "tls", names)) {
    std::filesystem::create_directories(root);
    std::ofstream(root / "file") << "the story";
    tests::NginxOptions options;
    options.root = root;
    options.certificate = {certificates.chain, certificates.key};
    options.more = "location /down { return 302 http://127.0.0.1/file; }";
    server.emplace(options);
  }

  tests::Got get(const std::string& path, const std::optional<base::Path>& authority,
                 net::CertificateClock clock = right_time, std::string host = "127.0.0.1") {
    const auto tls = net::Tls::create(authority, std::move(clock));
    REQUIRE(tls);
    const std::string url = "https://" + host + ":" + std::to_string(server->port());
    net::HttpTransport transport(*net::Url::parse_base(url), *tls);
    core::FetchRequest request;
    request.path = path;
    return tests::get(io, transport, request);
  }

  tests::TemporaryFolder folder;
  std::filesystem::path root = folder.path() / "root";
  tests::Certificates certificates;
  boost::asio::io_context io;
  std::optional<tests::NginxServer> server;
};

}  // namespace

TEST_CASE("https with a certificate that is trusted, by address and by name") {
  World world;
  CHECK(world.get("file", world.certificates.authority).sink.bytes == "the story");
  CHECK(world.get("file", world.certificates.authority, right_time, "localhost").sink.bytes ==
        "the story");
}

TEST_CASE("A certificate of an unknown authority is refused in words") {
  World world;
  const auto got = world.get("file", std::nullopt);
  CHECK(tests::code(got.result) == "untrusted");
  CHECK(got.result.error().message.find("certificate of 127.0.0.1") != std::string::npos);
}

TEST_CASE("A certificate for another host is refused") {
  World world("DNS:example.org");
  const auto by_address = world.get("file", world.certificates.authority);
  CHECK(tests::code(by_address.result) == "untrusted");
  CHECK(by_address.result.error().message.find("mismatch") != std::string::npos);
  const auto by_name = world.get("file", world.certificates.authority, right_time, "localhost");
  CHECK(tests::code(by_name.result) == "untrusted");
}

TEST_CASE("A certificate is judged by the time that is known") {
  World world;
  using std::chrono::days;
  const auto at = [&](days offset, bool lower_bound) {
    net::CertificateTime time;
    time.now = base::system_now() + offset;
    time.lower_bound = lower_bound;
    return world.get("file", world.certificates.authority, [time] { return time; });
  };
  CHECK(tests::code(at(days(-30), false).result) == "untrusted");  // not yet valid
  CHECK(at(days(-30), true).sink.bytes == "the story");  // it is at least a month ago: no fault
  CHECK(tests::code(at(days(30), false).result) == "untrusted");
  CHECK(tests::code(at(days(30), true).result) == "untrusted");  // expired for certain
}

TEST_CASE("A redirect from https to http is not followed") {
  World world;
  CHECK(tests::code(world.get("down", world.certificates.authority).result) == "untrusted");
}

TEST_CASE("Who leads from http to a certificate that does not hold is a portal, not an attacker") {
  World world;
  tests::NginxOptions options;
  options.root = world.root;
  options.more = "location / { return 302 " + world.server->url() + "sign-in; }";
  tests::NginxServer portal(options);
  net::HttpTransport transport(*net::Url::parse_base(portal.url()),
                               *net::Tls::create(std::nullopt, right_time));
  core::FetchRequest request;
  request.path = "file";
  const auto got = tests::get(world.io, transport, request);
  CHECK(tests::code(got.result) == "offline");
  CHECK(got.result.error().message.find("captive portal") != std::string::npos);
}

TEST_CASE("https to a server that speaks plain http") {
  World world;
  tests::NginxOptions plain;
  plain.root = world.root;
  world.server.emplace(plain);
  CHECK(tests::code(world.get("file", world.certificates.authority).result) == "untrusted");
}

TEST_CASE("A file without certificates is named") {
  World world;
  const auto tls = net::Tls::create(world.root / "file", right_time);
  REQUIRE(!tls);
  CHECK(tls.error().message.find((world.root / "file").string()) != std::string::npos);
}
