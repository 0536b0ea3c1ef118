// The program's own packages: fetched last, resumed, and no part of an edition.
#include "sync/core/software.hpp"

#include "content/cache/store.hpp"
#include "tests/fakes/sample_content.hpp"
#include "tests/sync/core/machine.hpp"

using namespace rohnamo;
using base::Code;
using fakes::RepositoryWorld;
using trust::SoftwarePackage;

namespace {

const std::string long_deb(100'000, 'd');

struct World {
  RepositoryWorld server{world_start()};
  SoftwarePackage kiosk = server.put_package("rohnamo-kiosk", "0.2.0", "amd64", long_deb);
  SoftwarePackage arm = server.put_package("rohnamo-kiosk", "0.2.0", "arm64", "for another");
  SoftwarePackage fonts = server.put_package("fonts-noto", "1", "all", "fonts");
  Machine machine = published();

  Machine published() {
    server.publish();
    Machine made(server);
    made.options.architecture = "amd64";
    return made;
  }

  core::Outcome update() {
    machine.server = &server;
    auto outcome = machine.update();
    if (!outcome) FAIL(outcome.error().message);
    return *outcome;
  }

  [[nodiscard]] bool has(const SoftwarePackage& package) {
    auto store = cache::Store::open(machine.fs, "/state/software");
    return store && store->has({package.hash, package.length});
  }
};

}  // namespace

TEST_CASE("an update brings the packages for this machine, and no edition knows of them") {
  World world;
  const auto outcome = world.update();
  CHECK(outcome.warnings.empty());
  CHECK(outcome.software_fetched == long_deb.size() + 5);
  CHECK(world.has(world.kiosk));
  CHECK(world.has(world.fonts));
  CHECK_FALSE(world.has(world.arm));
  CHECK(world.machine.titles() == Titles{"A first story"});
  auto store = cache::Store::open(world.machine.fs, "/cache");
  const auto manifest = store->manifest(outcome.edition).value();
  for (const auto& blob : manifest.blobs) CHECK(blob.blob.hash != world.kiosk.hash);
  CHECK(world.update().software_fetched == 0);
  CHECK(world.machine.server->requests == std::vector<std::string>{"metadata/timestamp.json"});
}

TEST_CASE("a machine that wants no packages asks for none") {
  World world;
  world.machine.options.architecture.clear();
  CHECK(world.update().warnings.empty());
  CHECK(world.machine.requested("software") == 0);
}

TEST_CASE("a package that broke off leaves the stories alone and is gone on with") {
  World world;
  const std::string path = world.server.blob_path(world.kiosk.target());
  world.server.breaks[path] = 60'000;
  const auto outcome = world.update();
  CHECK(outcome.changed);
  REQUIRE(outcome.warnings.size() == 1);
  CHECK_THAT(outcome.warnings[0], Catch::StartsWith("the packages of the program itself: "));
  CHECK_FALSE(world.has(world.kiosk));
  const auto again = world.update();
  CHECK(again.warnings.empty());
  CHECK(again.software_fetched < 50'000);
  CHECK(world.has(world.kiosk));
}

TEST_CASE("a set that follows another takes its place") {
  World world;
  world.update();
  world.server.remove_package(world.kiosk);
  const auto next = world.server.put_package("rohnamo-kiosk", "0.3.0", "amd64", "a later one");
  world.server.publish();
  CHECK(world.update().warnings.empty());
  CHECK(world.has(next));
  CHECK(world.has(world.fonts));
  CHECK_FALSE(world.has(world.kiosk));
}

TEST_CASE("what is wrong with software is told, asked for once, and costs no story") {
  World world;
  std::string told;
  SECTION("another wrote it") {
    world.server.keys["software"] = {trust::PrivateKey::generate()};
    ++world.server.targets["software"].version;
    world.server.write_targets("software");
    told = "software";
  }
  SECTION("it has expired") {
    world.server.targets["software"].expires = world_start() - std::chrono::hours(1);
    ++world.server.targets["software"].version;
    world.server.write_targets("software");
    told = "software expired";
  }
  SECTION("its bytes are others") {
    world.server.files[world.server.blob_path(world.kiosk.target())] =
        std::string(long_deb.size(), 'x');
    told = "another hash";
  }
  ++world.server.snapshot.version;
  world.server.write_snapshot();
  ++world.server.timestamp.version;
  world.server.write_timestamp();
  const auto outcome = world.update();
  REQUIRE(outcome.warnings.size() == 1);
  CHECK_THAT(outcome.warnings[0], Catch::Contains(told));
  CHECK(world.machine.titles() == Titles{"A first story"});
  CHECK_FALSE(world.has(world.kiosk));
  world.update();
  CHECK(world.machine.server->requests == std::vector<std::string>{"metadata/timestamp.json"});
}

TEST_CASE("a disk without room for packages keeps its stories") {
  World world;
  world.machine.options.reserve = 0;
  world.machine.fs.set_capacity(80'000);
  const auto outcome = world.update();
  REQUIRE(outcome.warnings.size() == 1);
  CHECK_THAT(outcome.warnings[0], Catch::Contains("bytes are to come"));
  CHECK(world.machine.titles() == Titles{"A first story"});
}
