// The top-level workflow of the real client over HTTP: exit status, requests and what it keeps.
#include "tests/tuf/world.hpp"

using namespace rohnamo;
using tuf::Names;
using tuf::World;

namespace {

const Names top_level{"root", "snapshot", "targets", "timestamp"};

base::Time yesterday() {
  return base::system_now() - std::chrono::days(1);
}

}  // namespace

TEST_CASE("a client is initialised without a network, and refreshed with four requests") {
  World world;
  REQUIRE(world.init().code == 0);
  CHECK(world.requests().empty());
  CHECK(world.roles() == Names{"root"});
  REQUIRE(world.refresh().code == 0);
  CHECK(world.requests() == Names{"metadata/2.root.json", "metadata/timestamp.json",
                                  "metadata/1.snapshot.json", "metadata/1.targets.json"});
  CHECK(world.roles() == top_level);
  for (const std::string& role : top_level)
    CHECK(world.stored(role) == world.repository.files.at(world.repository.path_of(role)));
  REQUIRE(world.refresh().code == 0);
  CHECK(world.requests() == Names{"metadata/2.root.json", "metadata/timestamp.json"});
}

TEST_CASE("a root that does not hold begins nothing") {
  World world;
  std::string root = world.repository.root_file();
  SECTION("without a version") {
    root.replace(root.rfind(R"("version":1)"), 11, R"("vision":1)");
  }
  SECTION("signed by another") {
    world.repository.keys["root"] = {trust::PrivateKey::generate()};
    world.repository.write_root();
    root = world.repository.root_file();
  }
  CHECK(world.init(root).code == 1);
  CHECK(world.refresh().code == 1);
  world.store("root", root);
  CHECK(world.refresh().code == 1);
  CHECK(world.requests().empty());
}

TEST_CASE("roots follow one another, and an expired one is kept before it refuses") {
  World world;
  auto& repository = world.repository;
  REQUIRE(world.init().code == 0);
  REQUIRE(world.refresh().code == 0);
  repository.root.version = 2;
  repository.root.expires = yesterday();
  repository.write_root();
  CHECK(world.refresh().code == 1);
  CHECK(world.requests() == Names{"metadata/2.root.json", "metadata/3.root.json"});
  CHECK(world.stored("root") == repository.root_file(2));
  repository.root.version = 3;
  repository.root.expires = base::system_now() + std::chrono::days(1);
  repository.write_root();
  CHECK(world.refresh().code == 0);
  CHECK(world.stored("root") == repository.root_file(3));
}

TEST_CASE("what has expired by the machine's clock is refused") {
  const std::string role = GENERATE("timestamp", "snapshot", "targets");
  INFO(role);
  World world;
  auto& repository = world.repository;
  REQUIRE(world.init().code == 0);
  REQUIRE(world.refresh().code == 0);
  if (role == "timestamp") repository.timestamp.expires = yesterday();
  if (role == "snapshot") repository.snapshot.expires = yesterday();
  if (role == "targets") {
    ++repository.targets[role].version;
    repository.targets[role].expires = yesterday();
    repository.write_targets(role);
  }
  const std::string held = world.stored(role);
  world.sign_the_rest();
  CHECK(world.refresh().code == 1);
  CHECK(world.stored(role) == held);
}

TEST_CASE("expired files on the disk lead to fresh ones, and still show a rollback") {
  World world;
  auto& repository = world.repository;
  REQUIRE(world.init().code == 0);
  repository.timestamp.version = repository.snapshot.version = 5;
  repository.timestamp.expires = repository.snapshot.expires = yesterday();
  repository.write_snapshot();
  repository.write_timestamp();
  world.store("timestamp", repository.files.at(repository.path_of("timestamp")));
  world.store("snapshot", repository.files.at(repository.path_of("snapshot")));
  SECTION("newer ones") {
    repository.publish();
    CHECK(world.refresh().code == 0);
    CHECK(world.stored("timestamp") == repository.files.at(repository.path_of("timestamp")));
  }
  SECTION("an older timestamp") {
    repository.timestamp.version = 3;
    repository.publish();
    CHECK(world.refresh().code == 1);
  }
  SECTION("a timestamp with an older snapshot") {
    repository.snapshot.version = 3;
    repository.publish();
    CHECK(world.refresh().code == 1);
  }
}

TEST_CASE("a timestamp of the held version is left aside, whatever it says") {
  World world;
  REQUIRE(world.init().code == 0);
  REQUIRE(world.refresh().code == 0);
  const std::string held = world.stored("timestamp");
  world.repository.timestamp.snapshot.version = 100;
  world.repository.write_timestamp();
  CHECK(world.refresh().code == 0);
  CHECK(world.requests() == Names{"metadata/2.root.json", "metadata/timestamp.json"});
  CHECK(world.stored("timestamp") == held);
}

TEST_CASE("after new keys lower versions are taken") {
  World world;
  auto& repository = world.repository;
  REQUIRE(world.init().code == 0);
  repository.timestamp.version = repository.snapshot.version = 100;
  repository.write_snapshot();
  repository.write_timestamp();
  REQUIRE(world.refresh().code == 0);
  repository.rotate("snapshot");
  repository.root.version = 2;
  repository.write_root();
  repository.timestamp.version = repository.snapshot.version = 1;
  repository.snapshot.meta.erase("mission");
  repository.write_snapshot();
  repository.write_timestamp();
  CHECK(world.refresh().code == 0);
  CHECK(world.stored("timestamp") == repository.files.at("metadata/timestamp.json"));
}
