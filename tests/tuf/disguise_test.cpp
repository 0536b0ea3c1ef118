// Files that are signed by the right key and are still not what was asked for.
#include "tests/tuf/world.hpp"

using namespace rohnamo;
using tuf::Names;
using tuf::World;

TEST_CASE("a file with another version than its name says") {
  World world;
  auto& repository = world.repository;
  REQUIRE(world.init().code == 0);
  Names kept{"root"};
  SECTION("root") {
    repository.root.version = 3;
    repository.write_root();
    repository.files["metadata/2.root.json"] = repository.root_file(3);
  }
  SECTION("snapshot") {
    const std::string asked = repository.path_of("snapshot");
    ++repository.snapshot.version;
    const trust::MetaFile named{1, {}, {}};
    repository.write_snapshot();
    repository.files[asked] = repository.files.at(repository.path_of("snapshot"));
    repository.timestamp.snapshot = named;
    repository.write_timestamp();
    kept.push_back("timestamp");
  }
  CHECK(world.refresh().code == 1);
  CHECK(world.roles() == kept);
}

TEST_CASE("a snapshot in a timestamp's place, by a key of both") {
  World world;
  auto& repository = world.repository;
  REQUIRE(world.init().code == 0);
  repository.keys["snapshot"] = repository.keys["timestamp"];
  repository.snapshot.meta.clear();
  repository.snapshot.meta["snapshot"].version = 1;
  repository.write_snapshot();
  repository.files["metadata/timestamp.json"] = repository.files.at(repository.path_of("snapshot"));
  CHECK(world.refresh().code == 1);
  CHECK(world.roles() == Names{"root"});
}

TEST_CASE("a delegated role that has expired gives no target and is not kept") {
  World world;
  auto& repository = world.repository;
  world.delegate("targets", "far", {"far/*"});
  world.put("far", "far/a", "contents");
  REQUIRE(world.init().code == 0);
  repository.publish();
  repository.targets["far"].expires = base::system_now() - std::chrono::days(1);
  repository.write_targets("far");
  world.sign_the_rest();
  CHECK(world.download({"far/a"}).code == 1);
  CHECK(world.requests().back() == "metadata/1.far.json");
  CHECK(world.roles() == Names{"root", "snapshot", "targets", "timestamp"});
  CHECK(world.targets().empty());

  ++repository.targets["far"].version;
  repository.targets["far"].expires = base::system_now() + std::chrono::days(1);
  repository.write_targets("far");
  world.sign_the_rest();
  CHECK(world.download({"far/a"}).code == 0);
  CHECK(world.targets() == Names{"contents"});
}
