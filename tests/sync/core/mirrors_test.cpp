#include "sync/core/mirrors.hpp"

#include <boost/asio/experimental/awaitable_operators.hpp>

#include "content/trust/envelope.hpp"
#include "sync/core/metadata_store.hpp"
#include "tests/sync/core/file_server.hpp"
#include "tests/sync/core/machine.hpp"

using namespace rohnamo;
using namespace std::chrono_literals;
using base::Code;
using core::Purpose;
using fakes::RepositoryWorld;
using std::chrono::milliseconds;
using tests::FileServer;
using tests::KeepingSink;

namespace {

// Passes on to a server that the test keeps.
class Road final : public core::Transport {
 public:
  explicit Road(FileServer& server) : server_(&server) {}
  core::Task<base::Result<core::Fetched>> fetch(core::FetchRequest request,
                                                core::Sink& sink) override {
    return server_->fetch(std::move(request), sink);
  }

 private:
  FileServer* server_;
};

const std::string body = [] {
  std::string bytes;
  for (int i = 0; i < 2000; ++i) bytes += std::to_string(i);
  return bytes;
}();

struct World {
  explicit World(std::size_t count = 3) {
    std::vector<core::Mirrors::Mirror> list;
    for (std::size_t i = 0; i < count; ++i) {
      servers.push_back(std::make_unique<FileServer>(clock));
      servers.back()->files["blob"] = body;
      list.push_back(
          {std::string(1, static_cast<char>('a' + i)), std::make_unique<Road>(*servers.back())});
    }
    core::Mirrors::Options options;
    options.ticks = [this] { return clock.passed(); };
    options.held_version = [this] { return held_version; };
    mirrors.emplace(std::move(list), options);
  }

  base::Result<core::Fetched> fetch(const std::string& path, Purpose purpose,
                                    core::FetchRequest request = {}) {
    request.path = path;
    request.purpose = purpose;
    request.max_bytes = 1 << 20;
    sink.bytes.resize(request.offset, 'x');
    return fakes::run(mirrors->fetch(request, sink));
  }
  base::Result<core::Fetched> blob(std::uint64_t offset = 0) {
    core::FetchRequest request;
    request.offset = offset;
    sink.expected = body;
    auto fetched = fetch("blob", Purpose::content, request);
    sink.expected.reset();
    return fetched;
  }

  // How often each was asked since the last time.
  std::vector<std::size_t> asked() {
    std::vector<std::size_t> counts;
    for (auto& server : servers) {
      counts.push_back(server->requests.size());
      server->requests.clear();
    }
    return counts;
  }
  FileServer& a() { return *servers[0]; }
  FileServer& b() { return *servers[1]; }

  fakes::VirtualClock clock{world_start()};
  std::vector<std::unique_ptr<FileServer>> servers;
  std::int64_t held_version = 0;
  KeepingSink sink;
  std::optional<core::Mirrors> mirrors;
};

using Counts = std::vector<std::size_t>;

core::Task<int> fetch_four(core::Transport& mirrors, core::FetchRequest request,
                           std::vector<KeepingSink>& sinks) {
  using namespace boost::asio::experimental::awaitable_operators;
  auto all = mirrors.fetch(request, sinks[0]) && mirrors.fetch(request, sinks[1]) &&
             mirrors.fetch(request, sinks[2]) && mirrors.fetch(request, sinks[3]);
  co_await std::move(all);
  co_return 0;
}

}  // namespace

TEST_CASE("of equally good mirrors the first is asked") {
  World world;
  for (int i = 0; i < 10; ++i) REQUIRE(world.blob());
  CHECK(world.asked() == Counts{10, 0, 0});
}

TEST_CASE("a mirror that fails is left alone for a while") {
  World world;
  world.a().fails = true;
  world.a().failure = GENERATE(Code::offline, Code::timeout, Code::not_found, Code::untrusted,
                               Code::too_large, Code::io);
  for (int i = 0; i < 10; ++i) REQUIRE(world.blob());
  CHECK(world.asked() == Counts{1, 10, 0});
  world.a().fails = false;
  world.clock.advance(10s);
  for (int i = 0; i < 10; ++i) REQUIRE(world.blob());
  CHECK(world.asked() == Counts{10, 0, 0});
}

TEST_CASE("the longer it fails, the less it is asked") {
  World world;
  world.a().fails = true;
  for (int minute = 0; minute < 24 * 60; ++minute) {
    REQUIRE(world.blob());
    world.clock.advance(1min);
  }
  const Counts counts = world.asked();
  CHECK(counts[0] >= 40);
  CHECK(counts[0] <= 200);
  CHECK(counts[1] == 24 * 60);
}

TEST_CASE("fetches that fail together count as one failure") {
  World world(2);
  world.a().fails = true;
  core::FetchRequest request;
  request.path = "blob";
  request.max_bytes = 1 << 20;
  std::vector<KeepingSink> sinks(4);
  fakes::run(fetch_four(*world.mirrors, request, sinks));
  for (const KeepingSink& sink : sinks) CHECK((sink.bytes == body));
  CHECK(world.asked() == Counts{4, 4});
  world.a().fails = false;
  world.clock.advance(10s);  // the longest wait after one failure
  REQUIRE(world.blob());
  CHECK(world.asked() == Counts{1, 0});
}

TEST_CASE("a mirror that is slow to answer gives way to a quick one") {
  World world(2);
  world.a().first_byte = 2s;
  world.b().first_byte = 20ms;
  for (int i = 0; i < 10; ++i) REQUIRE(world.blob());
  CHECK(world.asked() == Counts{1, 9});
}

TEST_CASE("small differences change nothing") {
  World world(2);
  world.a().first_byte = 200ms;
  world.b().first_byte = 20ms;
  for (int i = 0; i < 10; ++i) REQUIRE(world.blob());
  CHECK(world.asked() == Counts{10, 0});
}

TEST_CASE("where all fail the last one's words are told, and all are tried again") {
  World world(2);
  world.a().fails = world.b().fails = true;
  for (int i = 0; i < 5; ++i) {
    const auto failed = world.blob();
    CHECK(code_of(failed) == Code::offline);
    CHECK(world.asked() == Counts{1, 1});
  }
  world.b().fails = false;
  CHECK(world.blob());
}

TEST_CASE("what breaks off on one mirror goes on from another") {
  World world(2);
  world.a().breaks["blob"] = 3'500;
  REQUIRE(world.blob());
  CHECK((world.sink.bytes == body));
  CHECK(world.b().requests.at(0).offset == 3'500);
  CHECK(world.sink.begun == std::vector<std::uint64_t>{0, 3'500});
}

TEST_CASE("another knows no ranges and sends all") {
  World world(2);
  world.a().breaks["blob"] = 3'500;
  world.b().ranges = false;
  REQUIRE(world.blob());
  CHECK((world.sink.bytes == body));
}

TEST_CASE("other bytes than it should cost a mirror its health, and come from elsewhere") {
  World world(2);
  world.a().files["blob"][100] ^= 1;
  REQUIRE(world.blob());
  CHECK((world.sink.bytes == body));
  CHECK(world.asked() == Counts{1, 1});
  world.clock.advance(29min);
  REQUIRE(world.blob());
  CHECK(world.asked() == Counts{0, 1});
}

TEST_CASE("a spoiled beginning of one's own is no mirror's fault") {
  World world(2);
  REQUIRE(world.blob(1'000));  // of x
  CHECK((world.sink.bytes == body));
  CHECK(world.asked() == Counts{2, 0});
  REQUIRE(world.blob());
  CHECK(world.asked() == Counts{1, 0});
}

TEST_CASE("a mirror that spoils the beginning and breaks does not cost the next its health") {
  World world(2);
  world.a().files["blob"][100] ^= 1;
  world.a().breaks["blob"] = 3'500;
  REQUIRE(world.blob());
  CHECK((world.sink.bytes == body));
  CHECK(world.asked() == Counts{1, 2});
  REQUIRE(world.blob());
  CHECK(world.asked() == Counts{0, 1});
}

TEST_CASE("where every mirror has other bytes, that is told") {
  World world(2);
  world.a().files["blob"][100] ^= 1;
  world.b().files["blob"][100] ^= 1;
  CHECK(code_of(world.blob()) == Code::untrusted);
  CHECK(world.asked() == Counts{1, 1});
}

TEST_CASE("a failure on this side is no mirror's fault") {
  World world(2);
  world.sink.full = true;
  CHECK(code_of(world.blob()) == Code::no_space);
  CHECK(world.asked() == Counts{1, 0});
  world.sink.full = false;
  REQUIRE(world.blob());
  CHECK(world.asked() == Counts{1, 0});
}

TEST_CASE("metadata of one update comes from one mirror") {
  World world(2);
  for (const auto& server : world.servers)
    for (const char* name :
         {"metadata/2.root.json", "metadata/timestamp.json", "metadata/1.x.json"})
      server->files[name] = "{}";
  REQUIRE(world.fetch("metadata/timestamp.json", Purpose::metadata));
  world.a().first_byte = 10s;
  REQUIRE(world.fetch("metadata/1.x.json", Purpose::metadata));
  REQUIRE(world.fetch("metadata/1.x.json", Purpose::metadata));
  CHECK(world.asked() == Counts{3, 0});

  SECTION("also where that one fails now") {
    world.a().fails = true;
    CHECK(code_of(world.fetch("metadata/1.x.json", Purpose::metadata)) == Code::offline);
    CHECK(world.asked() == Counts{1, 0});
  }
  SECTION("also where it lacks a file") {
    CHECK(code_of(world.fetch("metadata/9.x.json", Purpose::metadata)) == Code::not_found);
    CHECK(world.asked() == Counts{1, 0});
  }
  SECTION("the next may take another") {
    world.mirrors->begin_update();
    REQUIRE(world.fetch("metadata/timestamp.json", Purpose::metadata));
    CHECK(world.asked() == Counts{0, 1});
  }
}

TEST_CASE("before that, another is asked") {
  World world(2);
  world.b().files["metadata/timestamp.json"] = "{}";
  SECTION("of one that is not there") {
    world.a().fails = true;
  }
  SECTION("of one that has no publication at all") {}
  CHECK_FALSE(world.fetch("metadata/2.root.json", Purpose::metadata));
  REQUIRE(world.fetch("metadata/timestamp.json", Purpose::metadata));
  CHECK(world.sink.bytes == "{}");
  CHECK(world.b().requests.back().path == "metadata/timestamp.json");
}

TEST_CASE("that there is no newer root is an answer") {
  World world(2);
  CHECK(code_of(world.fetch("metadata/2.root.json", Purpose::metadata)) == Code::not_found);
  CHECK(world.asked() == Counts{1, 0});
}

TEST_CASE("a tag is only sent to the mirror that gave it") {
  World world(2);
  world.a().files["metadata/timestamp.json"] = world.b().files["metadata/timestamp.json"] = "{}";
  core::FetchRequest request;
  request.etag = world.fetch("metadata/timestamp.json", Purpose::metadata)->etag;
  const auto again = world.fetch("metadata/timestamp.json", Purpose::metadata, request);
  CHECK(again->not_modified);
  world.a().fails = true;
  const auto other = world.fetch("metadata/timestamp.json", Purpose::metadata, request);
  REQUIRE(other);
  CHECK_FALSE(other->not_modified);
  CHECK(world.b().requests.back().etag.empty());
}

TEST_CASE("an update that did not hold is held against the mirror of its metadata") {
  World world(2);
  world.a().files["metadata/timestamp.json"] = world.b().files["metadata/timestamp.json"] = "{}";
  const auto update = [&](std::optional<Code> failure) {
    world.mirrors->begin_update();
    REQUIRE(world.fetch("metadata/timestamp.json", Purpose::metadata));
    world.mirrors->end_update(failure);
    return world.asked();
  };
  CHECK(update({}) == Counts{1, 0});
  CHECK(update(Code::no_space) == Counts{1, 0});
  CHECK(update(Code::untrusted) == Counts{1, 0});
  CHECK(update({}) == Counts{0, 1});
  CHECK(update(Code::expired) == Counts{0, 1});
  world.clock.advance(1s);
  CHECK(update({}) == Counts{1, 0});  // both are left alone: this one for a shorter time
}

namespace {

// A publication on two mirrors, and a kiosk that takes it.
struct Publication {
  Publication() {
    world.held_version = 0;
    publish();
  }
  void publish() {
    repository.publish();
    copy_to(world.a());
    copy_to(world.b());
  }
  void copy_to(FileServer& server) { server.files = repository.files; }

  base::Result<core::Outcome> update() {
    world.asked();
    const auto stored = core::MetadataStore::open(machine.fs, "/state")->read("timestamp", 16'384);
    const auto file =
        stored ? trust::parse<trust::Timestamp>(*stored)
               : base::Result<trust::Signed<trust::Timestamp>>(base::fail(Code::not_found, ""));
    world.held_version = file ? file->role.version : 0;
    world.mirrors->begin_update();
    core::UpdateCycle cycle(machine.fs, *world.mirrors, machine.worker, machine.options);
    auto outcome = fakes::run(cycle.run(machine.now, {}));
    world.mirrors->end_update(outcome ? std::nullopt : std::optional(outcome.error().code));
    return outcome;
  }

  RepositoryWorld repository{world_start()};
  Machine machine{repository};
  World world{2};
};

}  // namespace

TEST_CASE("a publication comes from whichever mirror is there") {
  Publication publication;
  publication.world.a().fails = true;
  REQUIRE(publication.update());
  CHECK(publication.machine.titles() == Titles{"A first story"});
}

TEST_CASE("a mirror that lags behind is no attack") {
  Publication publication;
  REQUIRE(publication.update());
  publication.repository.set_story("mission", "second", "News");
  publication.repository.publish();
  publication.copy_to(publication.world.a());  // the other has not been copied to yet
  REQUIRE(publication.update());
  CHECK(publication.machine.titles().contains("News"));

  publication.machine.now += 48h;  // the whole workflow is due
  SECTION("another that is new is asked") {
    publication.world.a().first_byte = 5s;
    REQUIRE(publication.update());
    REQUIRE(publication.update());
    CHECK(publication.machine.titles().contains("News"));
  }
  SECTION("where there is none, it is said in words") {
    publication.world.a().fails = true;
    const auto outcome = publication.update();
    CHECK(code_of(outcome) == Code::behind);
    CHECK(outcome.error().message.find("b lags behind: it has version 1, 2 is held") !=
          std::string::npos);
    publication.copy_to(publication.world.b());
    REQUIRE(publication.update());
  }
}

TEST_CASE("a mirror that stands still is found out after some hours") {
  Publication publication;
  REQUIRE(publication.update());
  publication.repository.set_story("mission", "second", "News");
  publication.repository.publish();
  publication.copy_to(publication.world.b());  // the first one is not copied to any more
  REQUIRE(publication.update());
  CHECK_FALSE(publication.machine.titles().contains("News"));
  publication.world.clock.advance(6h);
  REQUIRE(publication.update());
  CHECK(publication.machine.titles().contains("News"));
  REQUIRE(publication.update());
  CHECK(publication.machine.titles().contains("News"));
}

TEST_CASE("a second opinion is asked for in turn, and not of who is left alone") {
  World world(3);
  for (const auto& server : world.servers) server->files["metadata/timestamp.json"] = "{}";
  const auto update = [&] {
    world.clock.advance(6h);
    world.mirrors->begin_update();
    REQUIRE(world.fetch("metadata/timestamp.json", Purpose::metadata));
    REQUIRE(world.fetch("metadata/timestamp.json", Purpose::metadata));
    return world.asked();
  };
  CHECK(update() == Counts{0, 2, 0});
  CHECK(update() == Counts{0, 0, 2});
  CHECK(update() == Counts{2, 0, 0});
  world.b().fails = true;
  CHECK(update() == Counts{2, 1, 0});
  world.mirrors->begin_update();
  REQUIRE(world.fetch("metadata/timestamp.json", Purpose::metadata));
  CHECK(world.asked() == Counts{1, 0, 0});
}

TEST_CASE("a mirror with other bytes costs one request, not the update") {
  Publication publication;
  for (auto& [path, bytes] : publication.world.a().files)
    if (path.starts_with("targets/")) bytes[0] ^= 1;
  const auto outcome = publication.update();
  REQUIRE(outcome);
  CHECK(publication.machine.titles() == Titles{"A first story"});
}
