#include <boost/asio/experimental/awaitable_operators.hpp>
#include <catch2/catch.hpp>
#include <fstream>

#include "sync/net/http_transport.hpp"
#include "tests/sync/net/harness.hpp"
#include "tests/sync/net/nginx_server.hpp"
#include "tests/temporary_folder.hpp"

using namespace rohnamo;
using base::Code;

namespace {

std::string long_text() {
  std::string text;
  for (int i = 0; i < 200'000; ++i) text += std::to_string(i * 7919 % 10007);
  return text;
}

void write(const std::filesystem::path& path, const std::string& bytes) {
  std::filesystem::create_directories(path.parent_path());
  std::ofstream(path, std::ios::binary) << bytes;
}

constexpr const char* server_block = R"(
  location /metadata/ { gzip_static on; }
  location /chunked/ { gzip on; gzip_types *; gzip_min_length 1; }
  location /moved/ { return 302 /files/story; }
  location ~ ^/away/(.*)$ { return 301 $scheme://$http_host/$1; }
  location /loop/ { return 302 /loop/again; }
  location /broken/ { return 500; }
  location /portal/ { default_type text/html; return 200 "<html>Welcome! Sign in.</html>"; }
  location /quiet-portal/ { default_type application/json; return 200 "<html>Sign in.</html>"; }
  location /led-to-portal/ { return 302 $scheme://localhost:$server_port/portal/page.html; }
  location /sign-in/ { return 511; }
  location /connection { default_type text/plain; return 200 $connection; }
  location /no-ranges/ { max_ranges 0; alias ROOT/files/; }
)";

// A server with files, and a transport to it.
class World {
 public:
  World() {
    write(root / "files/story", text);
    write(root / "metadata/a.json", "plain");
    // A gzip member that says something else than the plain file, to tell which one came.
    const std::string zip =
        "printf encoded | gzip > '" + (root / "metadata/a.json.gz").string() + "'";
    REQUIRE(std::system(zip.c_str()) == 0);
    write(root / "chunked/page", text);
    server.emplace(options());
    transport.emplace(*net::Url::parse_base(server->url()), nullptr);
  }

  tests::NginxOptions options() {
    tests::NginxOptions options;
    options.root = root;
    options.more = server_block;
    options.more.replace(options.more.find("ROOT"), 4, root.string());
    return options;
  }

  tests::Got get(const std::string& path, std::uint64_t offset = 0, const std::string& etag = "",
                 bool gzip = false) {
    core::FetchRequest request;
    request.path = path;
    request.offset = offset;
    request.etag = etag;
    request.accept_gzip = gzip;
    return tests::get(io, *transport, std::move(request));
  }

  tests::TemporaryFolder folder;
  std::filesystem::path root = folder.path() / "root";
  std::string text = long_text();
  boost::asio::io_context io;
  std::optional<tests::NginxServer> server;
  std::optional<net::HttpTransport> transport;
};

}  // namespace

TEST_CASE("A file comes whole, and is not sent again while it is the same") {
  World world;
  const auto first = world.get("files/story");
  REQUIRE(first.result);
  CHECK((first.sink.bytes == world.text));
  CHECK(first.sink.offset == 0);
  REQUIRE(!first.result->etag.empty());

  const auto again = world.get("files/story", 0, first.result->etag);
  REQUIRE(again.result);
  CHECK(again.result->not_modified);
  CHECK(again.result->etag == first.result->etag);
  CHECK(again.sink.begun == 0);

  write(world.root / "files/story", "another");
  const auto changed = world.get("files/story", 0, first.result->etag);
  REQUIRE(changed.result);
  CHECK(!changed.result->not_modified);
  CHECK(changed.sink.bytes == "another");
}

TEST_CASE("A file comes by its name, whatever is in that") {
  World world;
  write(world.root / "metadata/1.offices%2Fkhujand.json", "an office's");
  write(world.root / "files/a b?c#d", "odd");
  CHECK(world.get("metadata/1.offices%2Fkhujand.json").sink.bytes == "an office's");
  CHECK(world.get("files/a b?c#d").sink.bytes == "odd");
}

TEST_CASE("A broken fetch goes on where it stopped") {
  World world;
  const std::string etag = world.get("files/story").result->etag;
  const auto rest = world.get("files/story", 1000, etag);
  REQUIRE(rest.result);
  CHECK(rest.sink.offset == 1000);
  CHECK((rest.sink.bytes == world.text.substr(1000)));

  SECTION("all was there already") {
    const auto none = world.get("files/story", world.text.size(), etag);
    REQUIRE(none.result);
    CHECK(none.sink.offset == world.text.size());
    CHECK(none.sink.bytes.empty());
  }
  SECTION("the file is another now") {
    write(world.root / "files/story", "another one");
    const auto whole = world.get("files/story", 4, etag);
    REQUIRE(whole.result);
    CHECK(whole.sink.offset == 0);
    CHECK(whole.sink.bytes == "another one");
  }
  SECTION("the file is shorter than what is held") {
    write(world.root / "files/story", "short");
    const auto whole = world.get("files/story", 1000, "");
    REQUIRE(whole.result);
    CHECK(whole.sink.offset == 0);
    CHECK(whole.sink.bytes == "short");
  }
  SECTION("the server knows no ranges") {
    const auto whole = world.get("no-ranges/story", 1000, etag);
    REQUIRE(whole.result);
    CHECK(whole.sink.offset == 0);
    CHECK((whole.sink.bytes == world.text));
  }
}

TEST_CASE("Metadata comes compressed where that is accepted") {
  World world;
  CHECK(world.get("metadata/a.json").sink.bytes == "plain");
  const auto zipped = world.get("metadata/a.json", 0, "", true);
  REQUIRE(zipped.result);
  CHECK(zipped.sink.bytes == "encoded");
  CHECK(world.get("metadata/a.json", 0, zipped.result->etag, true).result->not_modified);
  CHECK((world.get("chunked/page", 0, "", true).sink.bytes == world.text));
}

TEST_CASE("A decoded body has its limit too") {
  World world;
  core::FetchRequest request;
  request.path = "chunked/page";
  request.accept_gzip = true;
  request.max_bytes = world.text.size() - 1;
  CHECK(tests::code(tests::get(world.io, *world.transport, request).result) == "too large");
  request.max_bytes = world.text.size();
  CHECK(tests::get(world.io, *world.transport, request).result);
}

TEST_CASE("Redirects are followed within bounds") {
  World world;
  CHECK((world.get("moved/x").sink.bytes == world.text));
  CHECK((world.get("away/files/story").sink.bytes == world.text));
  const auto loop = world.get("loop/x");
  CHECK(tests::code(loop.result) == "offline");
  CHECK(loop.result.error().message.find("redirects") != std::string::npos);
}

TEST_CASE("What a server answers otherwise is told in words") {
  World world;
  const auto [path, expected, words] = GENERATE(table<std::string, std::string, std::string>({
      {"missing", "not found", "404 Not Found"},
      {"broken/x", "offline", "500 Internal Server Error"},
      {"portal/x", "offline", "captive portal"},
      {"portal/page.html", "offline", "captive portal"},
      {"quiet-portal/x", "offline", "captive portal"},
      {"led-to-portal/x", "offline", "captive portal"},
      {"sign-in/x", "offline", "captive portal"},
  }));
  const auto got = world.get(path);
  CHECK(tests::code(got.result) == expected);
  CHECK(got.result.error().message.find(words) != std::string::npos);
  CHECK(got.result.error().message.find(world.server->url() + path) == 0);
  CHECK(got.sink.begun == 0);
}

TEST_CASE("What came is judged by the sink at its end, and only then") {
  World world;
  tests::MemorySink sink;
  sink.verdict = base::fail(Code::untrusted, "other bytes");
  core::FetchRequest request;
  request.path = "files/story";
  request.max_bytes = 1 << 20;
  CHECK(tests::code(tests::await(world.io, world.transport->fetch(request, sink))) == "untrusted");
  CHECK(sink.ended == 1);
  CHECK((sink.bytes == world.text));
  CHECK(world.get("missing").sink.ended == 0);
  const auto whole = world.get("files/story");
  CHECK(whole.sink.ended == 1);
  CHECK(world.get("files/story", 0, whole.result->etag).sink.ended == 0);
  CHECK(world.get("files/story", world.text.size(), whole.result->etag).sink.ended == 1);
}

TEST_CASE("On a slow line few bytes are read at once") {
  World world;
  net::HttpOptions careful;
  careful.read.at_once = 1000;
  world.transport.emplace(*net::Url::parse_base(world.server->url()), nullptr, careful);
  const auto got = world.get("files/story");
  REQUIRE(got.result);
  CHECK((got.sink.bytes == world.text));
  CHECK(got.sink.longest_piece <= 1000);
}

TEST_CASE("A file longer than the limit is not begun") {
  World world;
  core::FetchRequest request;
  request.path = "files/story";
  request.max_bytes = 1000;
  const auto got = tests::get(world.io, *world.transport, request);
  CHECK(tests::code(got.result) == "too large");
  CHECK(got.sink.begun == 0);
}

TEST_CASE("A sink's failure ends the fetch") {
  World world;
  tests::MemorySink sink;
  sink.fails_after = 1000;
  core::FetchRequest request;
  request.path = "files/story";
  request.max_bytes = 1 << 20;
  const auto result = tests::await(world.io, world.transport->fetch(request, sink));
  CHECK(tests::code(result) == "no space");
  CHECK((world.get("files/story").sink.bytes == world.text));
}

TEST_CASE("One connection serves many requests, and a dead one is replaced") {
  World world;
  const std::string connection = world.get("connection").sink.bytes;
  CHECK(world.get("missing").sink.bytes.empty());
  CHECK(world.get("connection").sink.bytes == connection);

  tests::NginxOptions same = world.options();
  same.port = world.server->port();
  world.server->stop();
  world.server.emplace(same);
  CHECK((world.get("files/story").sink.bytes == world.text));

  world.transport->close_idle();
  CHECK((world.get("files/story").sink.bytes == world.text));
}

TEST_CASE("Fetches beyond the number of connections wait their turn") {
  using namespace boost::asio::experimental::awaitable_operators;
  World world;
  net::HttpOptions one;
  one.connections = 1;
  world.transport.emplace(*net::Url::parse_base(world.server->url()), nullptr, one);
  core::FetchRequest request;
  request.path = "files/story";
  request.max_bytes = 1 << 20;
  tests::MemorySink a;
  tests::MemorySink b;
  tests::MemorySink c;
  auto all = world.transport->fetch(request, a) && world.transport->fetch(request, b) &&
             world.transport->fetch(request, c);
  const auto results = tests::await(world.io, std::move(all));
  CHECK(std::get<0>(results));
  CHECK((a.bytes == world.text));
  CHECK((b.bytes == world.text));
  CHECK((c.bytes == world.text));
}

TEST_CASE("Nobody listens") {
  World world;
  world.server->stop();
  const auto got = world.get("files/story");
  CHECK(tests::code(got.result) == "offline");
}
