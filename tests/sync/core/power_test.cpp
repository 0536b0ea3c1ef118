// The power is cut at every operation of a whole update: what is shown afterwards is the old
// edition or the new one, whole, and the next update brings the new one.
#include "tests/sync/core/machine.hpp"

using namespace rohnamo;
using fakes::RepositoryWorld;

namespace {

const Titles before{"A first story", "A second story"};
const Titles after{"A first story", "A third story"};

// A machine that shows `before`, and a server that has `after`.
struct World {
  RepositoryWorld server;
  Machine machine;

  // The same keys for each: making a world costs signatures.
  explicit World(const RepositoryWorld& from, const RepositoryWorld& to)
      : server(from), machine(server) {
    REQUIRE(machine.update());
    server = to;
  }
};

}  // namespace

TEST_CASE("a power cut at any operation of an update") {
  RepositoryWorld from(world_start(), 1);
  from.set_story("mission", "second", "A second story");
  from.publish();
  RepositoryWorld to = from;
  to.rotate("snapshot");
  to.root.version = 2;
  to.write_root();
  to.set_story("mission", "second", "A third story");
  to.publish();
  std::uint64_t operations = 0;
  {
    World world(from, to);
    const std::uint64_t start = world.machine.fs.operations();
    REQUIRE(world.machine.update());
    operations = world.machine.fs.operations() - start;
    REQUIRE(world.machine.titles() == after);
  }
  REQUIRE(operations > 50);
  for (std::uint64_t n = 1; n <= operations; ++n) {
    for (std::uint64_t seed = 0; seed < 3; ++seed) {
      INFO("power cut at operation " << n << " of " << operations << ", seed " << seed);
      World world(from, to);
      Machine& machine = world.machine;
      machine.fs.lose_power_at(n);
      static_cast<void>(machine.update());
      machine.fs.reboot(seed == 0 ? std::nullopt : std::optional(n * 100 + seed));
      const Titles shown = machine.titles();
      REQUIRE((shown == before || shown == after));
      const auto next = machine.update();
      REQUIRE(next);
      REQUIRE(machine.titles() == after);
    }
  }
}

TEST_CASE("a power cut at any operation of the very first update") {
  RepositoryWorld server(world_start(), 1);
  server.publish();
  std::uint64_t operations = 0;
  {
    Machine machine(server);
    REQUIRE(machine.update());
    operations = machine.fs.operations();
  }
  for (std::uint64_t n = 1; n <= operations; ++n) {
    INFO("power cut at operation " << n << " of " << operations);
    Machine machine(server);
    machine.fs.lose_power_at(n);
    static_cast<void>(machine.update());
    machine.fs.reboot(n);
    const Titles shown = machine.titles();
    REQUIRE((shown.empty() || shown == Titles{"A first story"}));
    REQUIRE(machine.update());
    REQUIRE(machine.titles() == Titles{"A first story"});
  }
}

TEST_CASE("a disk that fails once at any operation of an update") {
  RepositoryWorld from(world_start(), 1);
  from.set_story("mission", "second", "A second story");
  from.publish();
  RepositoryWorld to = from;
  to.set_story("mission", "second", "A third story");
  to.publish();
  std::uint64_t operations = 0;
  {
    World world(from, to);
    const std::uint64_t start = world.machine.fs.operations();
    REQUIRE(world.machine.update());
    operations = world.machine.fs.operations() - start;
  }
  for (std::uint64_t n = 1; n <= operations; ++n) {
    INFO("fault at operation " << n);
    World world(from, to);
    world.machine.fs.fail_at(n, n % 2 == 0 ? base::Code::io : base::Code::no_space);
    static_cast<void>(world.machine.update());
    const Titles shown = world.machine.titles();
    REQUIRE((shown == before || shown == after));
    REQUIRE(world.machine.update());
    REQUIRE(world.machine.titles() == after);
  }
}
