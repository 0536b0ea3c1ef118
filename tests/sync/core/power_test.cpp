// Power and disk are taken away at every operation of whole updates: what is shown afterwards is
// the old edition or the new one, whole; the next update brings the new one, which then stays; and
// what was trusted stays trusted, so that an earlier publication is never taken.
#include "tests/all.hpp"
#include "tests/sync/core/disk_scenarios.hpp"

using namespace rohnamo;
using fakes::MemoryFs;
using tests::Scenario;

namespace {

// Calls `point(n, seed)` for every operation of the scenario and every seed, or for a share of them
// that is another for each seed. Returns how many those were.
template <class Point>
std::size_t at_every_operation(const Scenario& scenario, std::uint64_t seeds, Point point) {
  const std::uint64_t stride = tests::all() ? 1 : 31;
  std::size_t points = 0;
  for (std::uint64_t n = 1; n <= scenario.operations; ++n) {
    for (std::uint64_t seed = 0; seed < seeds; ++seed) {
      if ((n + 5 * seed) % stride != 0) continue;
      INFO(scenario.name << ": operation " << n << " of " << scenario.operations << ", seed "
                         << seed);
      point(n, seed);
      ++points;
    }
  }
  return points;
}

// Seed 0: nothing that was not made durable is left.
std::optional<std::uint64_t> mixture(std::uint64_t n, std::uint64_t seed) {
  return seed == 0 ? std::nullopt : std::optional(n * 100 + seed);
}

// The update goes through, and what it brought outlasts a power cut.
void require_recovery(Machine& machine, const Scenario& scenario) {
  REQUIRE(machine.update());
  require_new(machine, scenario);
  machine.fs.reboot();
  require_new(machine, scenario);
  require_no_way_back(machine, scenario);
}

}  // namespace

TEST_CASE("a power cut at any operation of an update", "[power]") {
  std::size_t points = 0;
  for (const Scenario& scenario : tests::disk_scenarios()) {
    points += at_every_operation(scenario, 5, [&](std::uint64_t n, std::uint64_t seed) {
      Machine machine = scenario.machine();
      machine.fs.lose_power_at(n);
      static_cast<void>(machine.update());
      machine.fs.reboot(mixture(n, seed));
      require_sound(machine, scenario);
      require_no_way_back(machine, scenario);
      require_recovery(machine, scenario);
    });
  }
  WARN(points << " power cuts");
  CHECK(points > (tests::all() ? 4000 : 100));
}

TEST_CASE("a second power cut, at any operation of the update that mends the first", "[power]") {
  std::size_t points = 0;
  for (const Scenario& scenario : tests::disk_scenarios()) {
    points += at_every_operation(scenario, 2, [&](std::uint64_t n, std::uint64_t seed) {
      Machine machine = scenario.machine();
      machine.fs.lose_power_at(1 + n * 7 % scenario.operations);
      static_cast<void>(machine.update());
      machine.fs.reboot(n);
      machine.fs.lose_power_at(n);
      static_cast<void>(machine.update());
      machine.fs.reboot(mixture(n, seed));
      require_sound(machine, scenario);
      require_recovery(machine, scenario);
    });
  }
  WARN(points << " second power cuts");
  CHECK(points > (tests::all() ? 1000 : 40));
}

TEST_CASE("a disk that fails at any operation of an update", "[power]") {
  struct Kind {
    const char* name;
    void (*begin)(MemoryFs& fs, std::uint64_t n);
  };
  const Kind kind = GENERATE(values<Kind>({
      {"no space, once", [](auto& fs, auto n) { fs.fail_at(n, base::Code::no_space); }},
      {"a fault of the disk, once", [](auto& fs, auto n) { fs.fail_at(n, base::Code::io); }},
      {"no space from then on", [](auto& fs, auto n) { fs.fail_from(n, MemoryFs::Fault::full); }},
      {"a broken disk from then on",
       [](auto& fs, auto n) { fs.fail_from(n, MemoryFs::Fault::broken); }},
      {"read-only from then on",
       [](auto& fs, auto n) { fs.fail_from(n, MemoryFs::Fault::read_only); }},
  }));
  INFO(kind.name);
  std::size_t points = 0;
  for (const Scenario& scenario : tests::disk_scenarios()) {
    points += at_every_operation(scenario, 1, [&](std::uint64_t n, std::uint64_t) {
      Machine machine = scenario.machine();
      kind.begin(machine.fs, n);
      const auto disturbed = machine.update();
      if (disturbed) require_new(machine, scenario);
      require_sound(machine, scenario);
      machine.fs.mend();
      require_recovery(machine, scenario);
    });
  }
  WARN(points << " times " << kind.name);
  CHECK(points > (tests::all() ? 600 : 20));
}
