#include "sync/core/shelf.hpp"

#include "tests/sync/core/machine.hpp"

using namespace rohnamo;
using base::Code;
using fakes::RepositoryWorld;

namespace {

struct World {
  World() { publish("The road"); }

  void publish(const std::string& title) {
    publication.set_story("mission", "first", title);
    publication.publish();
    REQUIRE(machine.update());
  }

  base::Result<std::shared_ptr<const core::Shelf>> read() {
    const auto store = core::MetadataStore::open(machine.fs, machine.options.state).value();
    return core::Shelf::read(machine.fs, store, machine.options.cache);
  }

  std::vector<std::string> root_keys() {
    const auto store = core::MetadataStore::open(machine.fs, machine.options.state).value();
    return core::root_keys(core::root_chain(store));
  }

  // What lies where the shelf says, if it is what the shelf says.
  std::string bytes(const core::Shelf::Item& item) {
    const std::string found = machine.fs.read(item.file, 1 << 24).value();
    CHECK(base::sha256(found) == item.hash);
    CHECK(found.size() == item.length);
    return found;
  }

  RepositoryWorld publication{world_start(), 1};
  Machine machine{publication};
};

}  // namespace

TEST_CASE("a shelf has all that the publication needs, under the same paths") {
  World world;
  const auto shelf = world.read().value();
  CHECK(shelf->version() == world.publication.timestamp.version);
  std::size_t found = 0;
  for (const auto& [path, file] : world.publication.files) {
    INFO(path);
    const auto item = shelf->find(path);
    const bool newest = path.find("metadata/") != 0 || path == "metadata/timestamp.json" ||
                        path == world.publication.path_of("root") ||
                        path == world.publication.path_of("snapshot") ||
                        path == world.publication.path_of("targets") ||
                        path == world.publication.path_of("mission") ||
                        path == world.publication.path_of("mission-0") ||
                        path == world.publication.path_of("mission-1");
    if (!newest) continue;
    REQUIRE(item);
    CHECK(world.bytes(*item) == file);
    ++found;
  }
  CHECK(found == 9);
}

TEST_CASE("a shelf has nothing else") {
  World world;
  const auto shelf = world.read().value();
  const std::string hash(64, 'a');
  for (const std::string& path :
       {std::string(), std::string("/"), std::string("metadata"), std::string("metadata/"),
        std::string("metadata/root.json"), std::string("metadata/snapshot.json"),
        std::string("metadata/../poll"), std::string("poll"), std::string("state/poll"),
        std::string("metadata/1.timestamp.json"), std::string("metadata/9.root.json"),
        std::string("targets/"), "targets/mission/" + hash + ".catalog", "blobs/aa/" + hash,
        std::string("targets/../../etc/passwd"), std::string("targets/mission/catalog")})
    CHECK_FALSE(shelf->find(path));
}

TEST_CASE("a target is known by its hash alone, as the publication writes it") {
  World world;
  const auto shelf = world.read().value();
  const auto blob = world.publication.blob_path("mission/catalog");
  const std::string hash = blob.substr(blob.rfind('/') + 1, 64);
  std::string upper = hash;
  for (char& c : upper) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  CHECK(shelf->find("targets/" + hash + ".x"));
  CHECK(shelf->find("targets/any/thing/" + hash + ".other"));
  CHECK_FALSE(shelf->find("targets/" + hash));
  CHECK_FALSE(shelf->find("targets/" + hash + "x"));
  CHECK_FALSE(shelf->find("targets/" + upper + ".x"));
  CHECK_FALSE(shelf->find("targets/" + hash + "/x"));
}

TEST_CASE("blobs of the edition before are still there, older ones not") {
  World world;
  const auto first = world.publication.blob_path("mission/catalog");
  world.publish("Another road");
  CHECK(world.read().value()->find(first));
  world.publish("A third road");
  CHECK_FALSE(world.read().value()->find(first));
}

TEST_CASE("an update that is not complete leaves nothing to share") {
  World world;
  world.publication.set_story("mission", "first", "Another road");
  world.publication.publish();
  world.publication.breaks[world.publication.blob_path("mission/catalog")] = 3;
  CHECK_FALSE(world.machine.update());
  CHECK(code_of(world.read()) == Code::not_found);
  REQUIRE(world.machine.update());
  CHECK(world.read());
}

TEST_CASE("a machine that never had an update has nothing to share") {
  RepositoryWorld publication(world_start());
  fakes::MemoryFs fs;
  const auto store = core::MetadataStore::open(fs, "/state").value();
  CHECK(code_of(core::Shelf::read(fs, store, "/cache")) == Code::not_found);
}

TEST_CASE("roots that were trusted before stay, as far as each vouches for the next") {
  World world;
  const std::string first_key = world.publication.root.roles.at("root").keyids.front();
  for (int version = 2; version <= 4; ++version) {
    world.publication.rotate("root");
    world.publication.root.version = version;
    world.publication.write_root();
    world.publication.keys["root"].erase(world.publication.keys["root"].begin());
    world.publish("Road " + std::to_string(version));
  }
  const auto path = [](int version) {
    return "metadata/" + std::to_string(version) + ".root.json";
  };
  auto shelf = world.read().value();
  for (int version = 1; version <= 4; ++version) {
    INFO(version);
    REQUIRE(shelf->find(path(version)));
    CHECK(world.bytes(*shelf->find(path(version))) == world.publication.files.at(path(version)));
  }
  CHECK(world.root_keys().size() == 4);
  CHECK(world.root_keys().back() == first_key);

  // Another mission's, from before this machine was installed anew.
  const RepositoryWorld stranger(world_start());
  RepositoryWorld other = stranger;
  other.publish();
  REQUIRE(base::write_whole(world.machine.fs, "/state/roots/2.root.json", other.root_file()));
  shelf = world.read().value();
  CHECK(shelf->find(path(3)));
  CHECK_FALSE(shelf->find(path(2)));
  CHECK_FALSE(shelf->find(path(1)));
  CHECK(world.root_keys().size() == 2);
}
