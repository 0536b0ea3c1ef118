// Blobs that rot on the disk.
#include "sync/core/scrub.hpp"

#include "tests/fakes/sample_content.hpp"
#include "tests/sync/core/machine.hpp"

using namespace rohnamo;
using fakes::RepositoryWorld;

namespace {

const std::string picture(20'000, 'p');

struct World {
  RepositoryWorld server{world_start(), 1};
  std::unique_ptr<Machine> machine;
  std::unique_ptr<core::UpdateCycle> cycle;
  base::Path place = cache::blob_path("/cache", fakes::ref_of(picture).hash);

  World() {
    server.put("mission", "mission/pictures/a.webp", model::BlobKind::picture, picture);
    server.publish();
    machine = std::make_unique<Machine>(server);
    cycle =
        std::make_unique<core::UpdateCycle>(machine->fs, server, machine->worker, machine->options);
    REQUIRE(poll());
  }

  base::Result<core::Outcome> poll() {
    server.requests.clear();
    return fakes::run(cycle->run(machine->now, nullptr));
  }

  [[nodiscard]] bool sound() const {
    const auto bytes = machine->fs.read(place, 1 << 20);
    return bytes && *bytes == picture;
  }
};

}  // namespace

TEST_CASE("a spoiled blob is found and fetched again") {
  World world;
  SECTION("of which a bit fell over") {
    world.machine->fs.spoil(world.place, 100);
  }
  SECTION("that the disk can no longer read") {
    world.machine->fs.make_unreadable(world.place);
  }
  REQUIRE(world.poll());
  CHECK(world.server.requests.size() == 1);
  world.machine->now += core::scrub_interval;
  const auto mended = world.poll();
  REQUIRE(mended);
  CHECK(mended->warnings.size() == 1);
  CHECK_FALSE(mended->changed);
  CHECK(world.sound());
  CHECK(world.machine->fs.read_through(world.place, [](std::string_view) {}));
}

TEST_CASE("what the scrub discarded while the line was down is fetched when it is up") {
  World world;
  world.machine->fs.spoil(world.place, 100);
  world.machine->now += core::scrub_interval;
  world.server.breaks[world.server.blob_path("mission/pictures/a.webp")] = 7;
  CHECK_FALSE(world.poll());
  REQUIRE(world.poll());
  CHECK(world.sound());
}

TEST_CASE("a scrub goes on where it ended, and begins again after the last blob") {
  World world;
  cache::Store store = cache::Store::open(world.machine->fs, "/cache").value();
  core::Scrub scrub(world.machine->fs, "/state");
  const std::size_t blobs = world.machine->fs.list("/cache/blobs").value().size();
  REQUIRE(blobs == 3);
  for (int round = 0; round < 2; ++round) {
    world.machine->fs.spoil(world.place, 100);
    std::size_t spoiled = 0;
    for (std::size_t step = 0; step < blobs; ++step) spoiled += scrub.step(store, 1).value();
    CHECK(spoiled == 1);
    CHECK_FALSE(store.has(fakes::ref_of(picture)));
    REQUIRE(store.put(fakes::ref_of(picture), picture));
  }
}
