// Row by row what ARCHITECTURE.md's table of time says of an update: which clock decides.
#include "tests/sync/core/machine.hpp"

using namespace rohnamo;
using base::Code;
using fakes::RepositoryWorld;
using std::chrono::days;
using std::chrono::hours;

namespace {

const base::Time power_cut = base::Time(std::chrono::minutes(3));  // 1970: a dead battery

// A machine with an edition, whose floor is the publication's time, and a later publication.
struct World {
  World() {
    server.publish();
    REQUIRE(machine.update());
    server.now += days(10);
    server.set_story("mission", "second", "A second story");
    server.publish();
  }
  [[nodiscard]] base::Time floor() {
    return cache::time_floor(machine.fs, machine.options.cache).value();
  }
  RepositoryWorld server{world_start()};
  Machine machine{server};
};

const Titles old_titles{"A first story"};
const Titles new_titles{"A first story", "A second story"};

}  // namespace

TEST_CASE("the machine's clock decides where it is plausible") {
  World world;
  SECTION("right") {
    world.machine.now = world_start() + days(11);
    REQUIRE(world.machine.update());
    CHECK(world.machine.titles() == new_titles);
  }
  SECTION("past the expiry") {
    world.machine.now = world.server.timestamp.expires;
    CHECK(code_of(world.machine.update()) == Code::expired);
    CHECK(world.machine.titles() == old_titles);
  }
  SECTION("to the last second of two years") {
    world.machine.now = world_start() + days(730);
    CHECK(code_of(world.machine.update()) == Code::expired);
    world.machine.now += std::chrono::seconds(1);
    REQUIRE(world.machine.update());
    CHECK(world.machine.titles() == new_titles);
  }
}

TEST_CASE("a clock before the floor gives way to the floor") {
  World world;
  world.machine.now = power_cut;
  REQUIRE(world.machine.update());
  CHECK(world.machine.titles() == new_titles);
  CHECK(world.floor() == world_start() + days(10));
}

TEST_CASE(
    "a clock more than two years after the floor neither raises it nor lets anything expire") {
  World world;
  world.machine.now = base::from_rfc3339("2099-01-01T00:00:00Z").value();
  const auto outcome = world.machine.update();
  REQUIRE(outcome);
  CHECK(world.machine.titles() == new_titles);
  CHECK(world.floor() == world_start() + days(10));
}

TEST_CASE("the floor is raised by what was verified, and by nothing else") {
  World world;
  const base::Time before = world.floor();
  CHECK(before == world_start());
  SECTION("a plausible clock, however late") {
    world.server.offline = true;
    world.machine.now = world_start() + days(300);
    CHECK(code_of(world.machine.update()) == Code::offline);
    CHECK(world.floor() == before);
  }
  SECTION("a timestamp of somebody else's") {
    world.server.keys["timestamp"] = {trust::PrivateKey::generate()};
    world.server.write_timestamp();
    CHECK(code_of(world.machine.update()) == Code::untrusted);
    CHECK(world.floor() == before);
  }
  SECTION("a timestamp that had expired before it was signed proves its expiry alone") {
    world.machine.now = power_cut;
    world.server.timestamp.expires = world_start() + days(1);
    world.server.write_timestamp();
    REQUIRE(world.machine.update());
    CHECK(world.floor() == world_start() + days(1));
  }
  SECTION("a timestamp whose publication then breaks off") {
    world.server.files.erase(world.server.path_of("snapshot"));
    CHECK(code_of(world.machine.update()) == Code::not_found);
    CHECK(world.floor() == world_start() + days(10));
  }
}

TEST_CASE("the floor is never lowered") {
  World world;
  REQUIRE(world.machine.update());
  REQUIRE(world.floor() == world_start() + days(10));
  world.server.now = world_start() + days(5);
  world.server.publish();
  REQUIRE(world.machine.update());
  CHECK(world.floor() == world_start() + days(10));
  world.machine.options.floor = world_start() - days(1000);
  const auto outcome = world.machine.update();
  REQUIRE(outcome);
  CHECK(outcome->time_floor == world_start() + days(10));
}

TEST_CASE("one moment decides for the whole of an update") {
  World world;
  // A line so slow that signatures expire while the blobs are on their way: nobody asks again.
  world.machine.now = world.server.targets["targets"].expires - std::chrono::seconds(1);
  world.machine.progress = [&](const core::Progress&) { world.machine.now += days(1); };
  REQUIRE(world.machine.update());
  CHECK(world.machine.now > world.server.targets["targets"].expires);
  CHECK(world.machine.titles() == new_titles);
}

TEST_CASE("what is held is shown whatever the clock says") {
  World world;
  world.server.lifetime = hours(1);
  world.server.publish();
  for (const base::Time now : {world_start() + days(365), power_cut, world_start() + days(3000)}) {
    world.machine.now = now;
    world.server.offline = now != world_start() + days(365);
    CHECK_FALSE(world.machine.update());
    CHECK(world.machine.titles() == old_titles);
  }
}

TEST_CASE("a clock that went back makes the short poll a whole workflow") {
  World world;
  world.machine.now = world_start() + days(12);
  REQUIRE(world.machine.update());
  world.machine.now = world_start() + days(11);
  REQUIRE(world.machine.update());
  CHECK(world.machine.requested(".root.json") == 1);
  REQUIRE(world.machine.update());
  CHECK(world.machine.requested(".root.json") == 0);
}
