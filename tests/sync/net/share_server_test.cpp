// The server of a machine that shares, against the client that is made for it, against curl, and
// against what no client would send.
#include "sync/net/share_server.hpp"

#include <catch2/catch.hpp>
#include <fstream>
#include <thread>

#include "content/cache/edition.hpp"
#include "sync/core/update.hpp"
#include "sync/net/http_transport.hpp"
#include "tests/fakes/repository_world.hpp"
#include "tests/sync/net/harness.hpp"
#include "tests/sync/net/raw_server.hpp"
#include "tests/temporary_folder.hpp"

using namespace rohnamo;
using namespace std::chrono_literals;
namespace asio = boost::asio;
using asio::ip::tcp;
using tests::code;
using tests::get;

namespace {

// A machine that has taken a publication, and hands it on.
struct World {
  explicit World(net::ShareLimits limits = {}) {
    for (int i = 0; i < 200'000; ++i) sound += std::to_string(i);
    publication.put("mission", "mission/sound.opus", model::BlobKind::audio, sound);
    publication.publish();
    core::UpdateOptions options;
    options.cache = cache;
    options.state = state;
    options.trusted_root = publication.root_file();
    options.floor = publication.now - std::chrono::days(1);
    options.reserve = 0;
    core::UpdateCycle cycle(fs, publication, *worker, options);
    REQUIRE(tests::await(io, cycle.run(publication.now, nullptr)));
    server = net::ShareServer::listen(io.get_executor(), 0, *worker, limits).value();
    stock();
    client.emplace(net::Url::parse_base(url()).value(), nullptr);
  }

  void stock() {
    const auto store = core::MetadataStore::open(fs, state).value();
    server->stock(core::Shelf::read(fs, store, cache).value());
  }

  [[nodiscard]] std::string url() const {
    return fmt::format("http://127.0.0.1:{}/", server->port());
  }
  tests::Got fetch(const std::string& path, std::uint64_t offset = 0,
                   const std::string& etag = "") {
    core::FetchRequest request;
    request.path = path;
    request.offset = offset;
    request.etag = etag;
    request.max_bytes = 1 << 24;
    return get(io, *client, request);
  }
  // All that is said to `text`, sent as it is, until the server closes.
  std::string say(const std::string& text) { return tests::await(io, talk(server->port(), text)); }

  static core::Task<std::string> talk(std::uint16_t port, std::string text) {
    tcp::socket socket(co_await asio::this_coro::executor);
    const tcp::endpoint there(asio::ip::address_v4::loopback(), port);
    const auto [failed] = co_await socket.async_connect(there, tests::raw_token);
    if (failed) co_return "no connection";
    const asio::const_buffer bytes(text.data(), text.size());
    const auto sent = co_await asio::async_write(socket, bytes, tests::raw_token);
    static_cast<void>(sent);  // whoever is refused may be so before all was said
    std::string heard;
    std::array<char, 4096> piece{};
    for (;;) {
      const auto [ended, count] =
          co_await socket.async_read_some(asio::buffer(piece), tests::raw_token);
      heard.append(piece.data(), count);
      if (ended) co_return heard;
    }
  }

  tests::TemporaryFolder folder;
  base::Fs& fs = base::posix_fs();
  base::Path cache = folder.path() / "cache";
  base::Path state = folder.path() / "state";
  std::string sound;
  fakes::RepositoryWorld publication{base::system_now(), 1};
  asio::io_context io{1};
  std::unique_ptr<core::Worker> worker = core::make_pool_worker();
  std::unique_ptr<net::ShareServer> server;
  std::optional<net::HttpTransport> client;
};

// The loop runs by itself, for clients that are programs.
class Running {
 public:
  explicit Running(asio::io_context& io) : io_(&io), work_(io.get_executor()) {
    io.restart();
    thread_ = std::thread([&io] { io.run(); });
  }
  ~Running() {
    work_.reset();
    io_->stop();
    thread_.join();
  }

 private:
  asio::io_context* io_;
  asio::executor_work_guard<asio::io_context::executor_type> work_;
  std::thread thread_;
};

std::string output_of(const std::string& command) {
  std::string output;
  FILE* pipe = ::popen(command.c_str(), "r");
  std::array<char, 4096> piece{};
  for (std::size_t count = 1; count > 0;) {
    count = std::fread(piece.data(), 1, piece.size(), pipe);
    output.append(piece.data(), count);
  }
  ::pclose(pipe);
  return output;
}

}  // namespace

TEST_CASE("everything that the publication needs comes as it was published") {
  World world;
  std::size_t count = 0;
  for (const auto& [path, bytes] : world.publication.files) {
    INFO(path);
    const auto got = world.fetch(path);
    REQUIRE(code(got.result) == "it succeeded");
    CHECK(got.sink.bytes == bytes);
    ++count;
  }
  CHECK(count > 8);
}

TEST_CASE("a file goes on from where it broke off") {
  World world;
  const auto path = world.publication.blob_path("mission/sound.opus");
  const auto whole = world.fetch(path);
  REQUIRE(whole.sink.bytes == world.sound);
  const auto rest = world.fetch(path, 1'000'000, whole.result->etag);
  CHECK(rest.sink.offset == 1'000'000);
  CHECK(rest.sink.bytes == world.sound.substr(1'000'000));
  CHECK(world.fetch(path, 1'000'000, "\"another\"").sink.bytes == world.sound);
  const auto none = world.fetch(path, world.sound.size());
  CHECK(code(none.result) == "it succeeded");
  CHECK(none.sink.bytes.empty());
  CHECK(world.fetch(path, 0, whole.result->etag).result->not_modified);
}

TEST_CASE("with nothing on the shelf there is nothing") {
  World world;
  world.server->stock(nullptr);
  CHECK(code(world.fetch("metadata/timestamp.json").result) == "not found");
  world.stock();
  CHECK(code(world.fetch("metadata/timestamp.json").result) == "it succeeded");
}

TEST_CASE("a file that is no longer what the shelf says is not there") {
  World world;
  std::ofstream(world.state / "metadata/timestamp.json") << "half of a n";
  CHECK(code(world.fetch("metadata/timestamp.json").result) == "not found");
  const auto path = world.publication.blob_path("mission/sound.opus");
  const auto blob = cache::blob_path(world.cache, base::sha256(world.sound));
  std::filesystem::resize_file(blob, 17);
  CHECK(code(world.fetch(path).result) == "not found");
  std::filesystem::remove(blob);
  CHECK(code(world.fetch(path).result) == "not found");
  CHECK(code(world.fetch(world.publication.path_of("root")).result) == "it succeeded");
}

TEST_CASE("curl finds what it expects of a server") {
  World world;
  const Running running(world.io);
  const auto url = world.url() + world.publication.blob_path("mission/sound.opus");
  const auto out = world.folder.path() / "out";
  const auto curl = [&](const std::string& more) {
    return output_of(
        fmt::format("curl -sS -o {} -w '%{{http_code}} %{{size_download}} "
                    "%{{num_connects}}' {}",
                    out.string(), more));
  };
  const auto size = std::to_string(world.sound.size());
  CHECK(curl(url) == "200 " + size + " 1");
  CHECK(base::sha256(world.fs.read(out, 1 << 24).value()) == base::sha256(world.sound));
  CHECK(curl("-I " + url) == "200 0 1");
  CHECK(curl("-r 5-9 " + url) == "206 5 1");
  CHECK(world.fs.read(out, 100).value() == world.sound.substr(5, 5));
  CHECK(curl("-r -7 " + url) == "206 7 1");
  const std::string tag = base::sha256(world.sound).hex();
  CHECK(curl(fmt::format("-H 'If-None-Match: \"{}\"' {}", tag, url)) == "304 0 1");
  CHECK(curl(fmt::format("-r 5-9 -H 'If-Range: \"{}\"' {}", tag, url)) == "206 5 1");
  CHECK(curl(fmt::format("-r 5-9 -H 'If-Range: \"x\"' {}", url)) == "200 " + size + " 1");
  CHECK(curl("-r 99999999- " + url) == "416 0 1");
  CHECK(curl("--path-as-is " + world.url() + "metadata/../poll") == "404 0 1");
  CHECK(curl("-d x " + url) == "405 0 1");
  CHECK(curl("-X DELETE " + url) == "405 0 1");
  CHECK(curl("-0 " + url) == "200 " + size + " 1");
  const auto twice = output_of(fmt::format("curl -sSI {} {} -w '%{{num_connects}}' -o {} -o {}",
                                           url, url, out.string(), out.string()));
  CHECK(twice == "10");
}

TEST_CASE("what is no request gets a short answer, or none") {
  World world(net::ShareLimits{.request = 500ms});
  const std::string text = GENERATE(
      "\r\n\r\n\r\n", "hello\r\n\r\n", "GET / HTTP/9.9\r\n\r\n", "GET /a b c HTTP/1.1\r\n\r\n",
      "GET /metadata/timestamp.json HTTP/1.1\r\nContent-Length: 5\r\n\r\nhello",
      "GET /metadata/timestamp.json HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
      "POST /metadata/timestamp.json HTTP/1.1\r\n\r\n", "CONNECT a:1 HTTP/1.1\r\n\r\n",
      "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "\x16\x03\x01 hello", "GET /metadata/timestamp.json");
  INFO(text);
  const std::string answer = world.say(text);
  CHECK(answer.find("\r\n\r\n") == (answer.empty() ? std::string::npos : answer.size() - 4));
  CHECK((answer.empty() || answer.starts_with("HTTP/1.1 40")));
  CHECK(answer.find("hello") == std::string::npos);
}

TEST_CASE("a head that is too long ends the connection") {
  World world;
  const std::string head = "GET /" + std::string(20'000, 'a') + " HTTP/1.1\r\n\r\n";
  CHECK(world.say(head).find("HTTP/1.1 200") == std::string::npos);
  std::string fields = "GET /metadata/timestamp.json HTTP/1.1\r\n";
  for (int i = 0; i < 2'000; ++i) fields += "X-Field: value\r\n";
  CHECK(world.say(fields + "\r\n").find("HTTP/1.1 200") == std::string::npos);
}

TEST_CASE("who asks slowly, and who listens slowly, does not stay") {
  World world(net::ShareLimits{.request = 200ms, .piece = 200ms});
  CHECK(world.say("GET /metadata/time").empty());
  // Neither reads nor closes: the server ends it. So this machine's buffers are the bound.
  tcp::socket deaf(world.io);
  deaf.open(tcp::v4());
  deaf.set_option(asio::socket_base::receive_buffer_size(4'096));
  deaf.connect({asio::ip::address_v4::loopback(), world.server->port()});
  std::string many;
  for (int i = 0; i < 20; ++i)
    many += fmt::format("GET /{} HTTP/1.1\r\nHost: x\r\n\r\n",
                        world.publication.blob_path("mission/sound.opus"));
  asio::write(deaf, asio::buffer(many));
  CHECK(code(world.fetch("metadata/timestamp.json").result) == "it succeeded");
  world.io.restart();
  world.io.run_for(1s);
  std::size_t heard = 0;
  std::array<char, 65536> piece{};
  boost::system::error_code ended;
  while (!ended) heard += deaf.read_some(asio::buffer(piece), ended);
  CHECK(heard < 20 * world.sound.size());
}

TEST_CASE("one peer takes only its share of the connections") {
  World world(net::ShareLimits{.of_one_peer = 2});
  std::vector<tcp::socket> held;
  for (int i = 0; i < 2; ++i) {
    held.emplace_back(world.io);
    held.back().connect({asio::ip::address_v4::loopback(), world.server->port()});
  }
  world.io.restart();
  world.io.poll();
  CHECK(code(world.fetch("metadata/timestamp.json").result) == "offline");
  held.clear();
  world.io.restart();
  world.io.run_for(50ms);
  CHECK(code(world.fetch("metadata/timestamp.json").result) == "it succeeded");
}

TEST_CASE("a port that is taken is named") {
  World world;
  const auto again =
      net::ShareServer::listen(world.io.get_executor(), world.server->port(), *world.worker);
  REQUIRE_FALSE(again);
  CHECK(again.error().code == base::Code::busy);
}

TEST_CASE("a server that ends ends its connections") {
  World world;
  REQUIRE(code(world.fetch("metadata/timestamp.json").result) == "it succeeded");
  world.server.reset();
  world.io.restart();
  world.io.run();  // nothing waits there any more
  CHECK(code(world.fetch("metadata/timestamp.json").result) == "offline");
}
