#include "sync/core/neighbours.hpp"

#include "sync/core/shelf.hpp"
#include "tests/sync/core/file_server.hpp"
#include "tests/sync/core/machine.hpp"
#include "tests/sync/core/shelf_server.hpp"

using namespace rohnamo;
using namespace std::chrono_literals;
using base::Code;
using core::Neighbours;
using core::Purpose;
using fakes::RepositoryWorld;
using tests::FileServer;
using tests::KeepingSink;

namespace {

const std::string blob = "targets/mission/0a.picture";
const std::string timestamp = "metadata/timestamp.json";

const std::string body = [] {
  std::string bytes;
  for (int i = 0; i < 2000; ++i) bytes += std::to_string(i);
  return bytes;
}();

// A server and some machines close by, all of which have the blob.
struct World {
  explicit World(std::size_t count = 2) {
    server.files[blob] = body;
    core::Neighbours::Options options;
    options.ticks = [this] { return clock.passed(); };
    options.held_version = [this] { return held_version; };
    neighbours.emplace(server, options);
    for (std::size_t i = 0; i < count; ++i) add();
  }

  void add() {
    near.push_back(std::make_shared<FileServer>(clock));
    near.back()->files[blob] = body;
    all.push_back({"n" + std::to_string(near.size()), 0, near.back()});
    neighbours->meet(all);
  }

  base::Result<core::Fetched> fetch(const std::string& path, std::uint64_t offset = 0) {
    core::FetchRequest request;
    request.path = path;
    request.max_bytes = 1 << 20;
    request.offset = offset;
    sink.bytes.resize(offset, 'x');
    return fakes::run(neighbours->fetch(request, sink));
  }
  base::Result<core::Fetched> fetch_blob(std::uint64_t offset = 0) {
    sink.expected = body;
    return fetch(blob, offset);
  }

  fakes::VirtualClock clock{world_start()};
  FileServer server{clock};
  std::vector<std::shared_ptr<FileServer>> near;
  std::vector<core::Neighbour> all;
  std::int64_t held_version = 0;
  KeepingSink sink;
  std::optional<Neighbours> neighbours;
};

// A publication on a server, a machine that is up to date, and one beside it.
struct Street {
  Street() {
    publication.set_story("mission", "first", "The road");
    publication.publish();
    REQUIRE(first.update());
    core::Neighbours::Options options;
    options.ticks = [this] { return clock.passed(); };
    options.held_version = [this] {
      const auto store = core::MetadataStore::open(second.fs, second.options.state).value();
      return core::complete_version(second.fs, store, second.options.cache).value_or(0);
    };
    neighbours.emplace(publication, options);
    meet();
  }

  // What the first machine has now is what it shares.
  void meet() {
    const auto store = core::MetadataStore::open(first.fs, first.options.state).value();
    shelf->stock(core::Shelf::read(first.fs, store, first.options.cache).value());
    neighbours->meet({{"first", shelf->version(), shelf}});
  }

  base::Result<core::Outcome> update_second() {
    publication.requests.clear();
    shelf->requests.clear();
    neighbours->begin_update();
    core::UpdateCycle cycle(second.fs, *neighbours, second.worker, second.options);
    return fakes::run(cycle.run(second.now, nullptr));
  }

  fakes::VirtualClock clock{world_start()};
  RepositoryWorld publication{world_start(), 1};
  Machine first{publication};
  Machine second{publication};
  std::shared_ptr<tests::ShelfServer> shelf = std::make_shared<tests::ShelfServer>(first.fs);
  std::optional<Neighbours> neighbours;
};

}  // namespace

TEST_CASE("what never changes is asked of the neighbours first") {
  World world;
  REQUIRE(world.fetch_blob());
  CHECK(world.sink.bytes == body);
  CHECK(world.server.requests.empty());
  world.near[0]->files["metadata/3.mission-a.json"] = "{}";
  world.sink.expected.reset();
  REQUIRE(world.fetch("metadata/3.mission-a.json"));
  CHECK(world.server.requests.empty());
}

TEST_CASE("what says what is new, and what changes under its name, is asked of the servers") {
  World world;
  const std::string path = GENERATE(as<std::string>{}, "metadata/timestamp.json",
                                    "metadata/2.root.json", "metadata/mission.json");
  world.server.files[path] = "the server's";
  world.near[0]->files[path] = "the neighbour's";
  REQUIRE(world.fetch(path));
  CHECK(world.sink.bytes == "the server's");
  CHECK(world.near[0]->requests.empty());
}

TEST_CASE("what no neighbour has comes from the servers, and is no fault of theirs") {
  World world;
  for (auto& neighbour : world.near) neighbour->files.clear();
  REQUIRE(world.fetch_blob());
  CHECK(world.server.requests.size() == 1);
  CHECK(world.neighbours->in_use() == 2);
  for (auto& neighbour : world.near) CHECK(neighbour->requests.size() == 1);
}

TEST_CASE("who has nothing is not asked for everything") {
  World world(1);
  world.near[0]->files.clear();
  for (int i = 0; i < 100; ++i) REQUIRE(world.fetch_blob());
  CHECK(world.near[0]->requests.size() == Neighbours::misses_limit);
  world.neighbours->begin_update();
  REQUIRE(world.fetch_blob());
  CHECK(world.near[0]->requests.size() == Neighbours::misses_limit + 1);
}

TEST_CASE("a neighbour with other bytes is left alone, and the bytes come from the server") {
  World world(1);
  world.near[0]->files[blob].replace(100, 3, "lie");
  REQUIRE(world.fetch_blob());
  CHECK(world.sink.bytes == body);
  CHECK(world.server.requests.back().offset == 0);
  CHECK(world.neighbours->in_use() == 0);
  for (int i = 0; i < 10; ++i) REQUIRE(world.fetch_blob());
  CHECK(world.near[0]->requests.size() == 1);
  world.clock.advance(29min);
  CHECK(world.neighbours->in_use() == 0);
  world.clock.advance(1min);
  CHECK(world.neighbours->in_use() == 1);
}

TEST_CASE("a neighbour that fails is left alone for a while") {
  World world(1);
  world.near[0]->fails = true;
  world.near[0]->failure = GENERATE(Code::offline, Code::timeout, Code::too_large, Code::io);
  for (int i = 0; i < 10; ++i) REQUIRE(world.fetch_blob());
  CHECK(world.near[0]->requests.size() == 1);
  world.near[0]->fails = false;
  world.clock.advance(30s);
  world.server.requests.clear();
  REQUIRE(world.fetch_blob());
  CHECK(world.server.requests.empty());
}

TEST_CASE("what breaks off at a neighbour goes on from the server") {
  World world(1);
  world.near[0]->breaks[blob] = 5000;
  REQUIRE(world.fetch_blob());
  CHECK(world.sink.bytes == body);
  CHECK(world.server.requests.back().offset == 5000);
}

TEST_CASE("what breaks off after a lie comes from the server, from the start") {
  World world(1);
  world.near[0]->files[blob].replace(100, 3, "lie");
  world.near[0]->breaks[blob] = 5000;
  REQUIRE(world.fetch_blob());
  CHECK(world.sink.bytes == body);
  REQUIRE(world.server.requests.size() == 2);
  CHECK(world.server.requests[0].offset == 5000);
  CHECK(world.server.requests[1].offset == 0);
}

TEST_CASE("a fault on this side is nobody's") {
  World world;
  world.sink.full = true;
  CHECK(code_of(world.fetch_blob()) == Code::no_space);
  CHECK(world.neighbours->in_use() == 2);
  CHECK(world.server.requests.empty());
}

TEST_CASE("however many lie, an update asks only so often") {
  World world(0);
  for (int i = 0; i < 100; ++i) {
    world.near = {std::make_shared<FileServer>(world.clock)};
    world.near[0]->files[blob] = body + "!";
    world.neighbours->meet({{"liar" + std::to_string(i), 0, world.near[0]}});
    REQUIRE(world.fetch_blob());
    CHECK(world.near[0]->requests.empty() == (i >= Neighbours::faults_limit));
  }
  world.neighbours->begin_update();
  world.add();
  world.server.requests.clear();
  REQUIRE(world.fetch_blob());
  CHECK(world.server.requests.empty());
}

TEST_CASE("more neighbours than are of use are not asked") {
  World world(20);
  CHECK(world.neighbours->in_use() == Neighbours::neighbours_limit);
  for (auto& neighbour : world.near) neighbour->files.clear();
  REQUIRE(world.fetch_blob());
  std::size_t asked = 0;
  for (auto& neighbour : world.near) asked += neighbour->requests.size();
  CHECK(asked == Neighbours::asked_limit);
}

TEST_CASE("a machine takes from its neighbour all but what says what is new") {
  Street street;
  REQUIRE(street.update_second());
  CHECK(street.second.titles() == Titles{"The road"});
  CHECK(street.publication.requests == std::vector<std::string>{"metadata/2.root.json", timestamp});
  CHECK(street.shelf->requests.size() >= 5);
}

TEST_CASE("with no server a machine still gets what its neighbour has") {
  Street street;
  REQUIRE(street.update_second());
  street.publication.set_story("mission", "first", "Another road");
  street.publication.rotate("snapshot");
  street.publication.root.version = 2;
  street.publication.write_root();
  street.publication.publish();
  REQUIRE(street.first.update());
  street.meet();
  street.publication.offline = true;
  REQUIRE(street.update_second());
  CHECK(street.second.titles() == Titles{"Another road"});

  // But it does not confirm that there is nothing newer.
  CHECK(code_of(street.update_second()) == Code::offline);
}

TEST_CASE("an update that broke off goes on from the neighbour, with no server") {
  Street street;
  street.publication.offline = true;
  street.shelf->breaks = "targets/";
  CHECK_FALSE(street.update_second());
  CHECK(street.second.titles().empty());
  street.clock.advance(1h);
  REQUIRE(street.update_second());
  CHECK(street.second.titles() == Titles{"The road"});
}

TEST_CASE("a machine that is several roots behind catches up from its neighbour alone") {
  Street street;
  REQUIRE(street.update_second());
  for (int version = 2; version <= 4; ++version) {
    street.publication.rotate("root");
    street.publication.root.version = version;
    street.publication.write_root();
    street.publication.keys["root"].erase(street.publication.keys["root"].begin());
  }
  street.publication.set_story("mission", "first", "Another road");
  street.publication.publish();
  REQUIRE(street.first.update());
  street.meet();
  street.publication.offline = true;
  REQUIRE(street.update_second());
  CHECK(street.second.titles() == Titles{"Another road"});
}

TEST_CASE("metadata that a neighbour forged comes from the server") {
  Street street;
  const std::string part =
      GENERATE("snapshot.json", "targets.json", "mission.json", "mission-0.json");
  street.shelf->lies = part;
  REQUIRE(street.update_second());
  CHECK(street.second.titles() == Titles{"The road"});
  CHECK(street.second.requested(part) == 1);
  CHECK(street.neighbours->in_use() == 0);
}

TEST_CASE("a timestamp that a neighbour forged is as none") {
  Street street;
  street.publication.offline = true;
  street.shelf->lies = GENERATE("timestamp.json", "2.root.json");
  CHECK(code_of(street.update_second()) == Code::offline);
  CHECK(street.neighbours->in_use() == 0);
  CHECK(street.second.titles().empty());
}
