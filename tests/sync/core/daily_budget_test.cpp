#include "sync/core/daily_budget.hpp"

#include <catch2/catch.hpp>

#include "tests/fakes/memory_fs.hpp"

using namespace rohnamo;
using namespace std::chrono_literals;
using std::chrono::milliseconds;

namespace {

constexpr std::uint64_t a_day = 100'000'000;
constexpr std::uint64_t step = a_day / 64;  // what a power cut may cost

// A machine whose local clock and whose running time are the test's to move.
struct World {
  World() {
    REQUIRE(fs.make_directories("/state"));
    REQUIRE(fs.sync_directory("/"));
    start();
  }
  // The program begins, as after a power cut; the machine's running time begins anew.
  void start() {
    fs.reboot();
    running = 0ms;
    budget.emplace(fs, "/state/budget", a_day);
    turn();
  }
  void turn() { budget->turn(local, running); }
  void pass(std::chrono::seconds duration) {
    local += duration;
    running += duration;
    turn();
  }
  // The clock is set; no time passes.
  void set(std::chrono::seconds jump) {
    local += jump;
    turn();
  }

  fakes::MemoryFs fs;
  std::chrono::local_seconds local{std::chrono::days(20'000) + 12h};
  milliseconds running{0};
  std::optional<core::DailyBudget> budget;
};

}  // namespace

TEST_CASE("a day has its budget, the next has another") {
  World world;
  world.budget->spend(a_day);
  world.pass(11h + 59min + 59s);
  CHECK(world.budget->spent() == a_day);
  world.pass(1s);
  CHECK(world.budget->spent() == 0);
}

TEST_CASE("what was spent is remembered over a clean end exactly") {
  World world;
  world.budget->spend(12'345);
  REQUIRE(world.budget->settle());
  world.start();
  CHECK(world.budget->spent() == 12'345);
  world.set(24h);
  CHECK(world.budget->spent() == 0);
}

TEST_CASE("a power cut gives nothing, and costs little") {
  World world;
  std::uint64_t spent = 0;
  for (int i = 0; i < 20; ++i) {
    world.budget->spend(1'000'000);
    spent += 1'000'000;
    world.start();
    CHECK(world.budget->spent() >= spent);
    CHECK(world.budget->spent() <= spent + static_cast<std::uint64_t>(i + 1) * (step + 1));
  }
}

TEST_CASE("the file is written by steps, not for every piece") {
  World world;
  const auto before = world.fs.operations();
  world.budget->spend(1);
  const auto once = world.fs.operations() - before;
  CHECK(once > 0);
  for (int i = 0; i < 1000; ++i) world.budget->spend(1000);
  CHECK(world.fs.operations() - before == once);
  REQUIRE(world.budget->settle());
  const auto settled = world.fs.operations();
  REQUIRE(world.budget->settle());
  CHECK(world.fs.operations() == settled);
}

TEST_CASE("a clock that jumps back and forth refills nothing") {
  World world;
  world.budget->spend(a_day);
  for (int i = 0; i < 100; ++i) {
    world.set(-24h * 300);  // a dead battery: the clock begins where the floor is
    world.start();
    world.set(24h * 300);  // and is set by the network
    world.pass(1min);
  }
  CHECK(world.budget->spent() >= a_day);
}

TEST_CASE("a date that was noted by a clock ahead passes after a day of running") {
  World world;
  world.set(24h * 400);
  world.budget->spend(a_day);
  world.set(-24h * 400);
  CHECK(world.budget->spent() == a_day);
  SECTION("in one go") {
    world.pass(24h);
    CHECK(world.budget->spent() == a_day);
    world.pass(1h);
  }
  SECTION("in parts, switched off in between") {
    for (int day = 0; day < 3; ++day) {
      world.pass(8h);
      CHECK(world.budget->spent() == a_day);
      REQUIRE(world.budget->settle());
      world.local += 16h;
      world.start();
    }
    world.pass(1h);
  }
  CHECK(world.budget->spent() == 0);
  world.budget->spend(a_day);
  world.set(24h);  // the right clock counts again
  CHECK(world.budget->spent() == 0);
}

TEST_CASE("a clock that stands still starves nobody") {
  World world;
  int refills = 0;
  for (int hour = 0; hour < 24 * 100; ++hour) {
    if (world.budget->spent() == 0) ++refills;
    world.budget->spend(a_day);
    world.running += 1h;
    world.turn();
  }
  CHECK(refills == 24 * 100 / 25);
}

TEST_CASE("the long day in autumn is one day") {
  World world;
  world.local = std::chrono::local_seconds(std::chrono::days(20'001));
  world.turn();
  world.budget->spend(a_day);
  world.pass(3h);
  world.set(-1h);
  world.pass(21h + 59min);
  CHECK(world.budget->spent() == a_day);
  world.pass(1min);
  CHECK(world.budget->spent() == 0);
}

TEST_CASE("a file that makes no sense is as none") {
  World world;
  const std::string text = GENERATE(
      "", "{", "{\"format\":2}", "{\"format\":1,\"day\":\"someday\",\"spent\":1,\"ran\":0}",
      "{\"format\":1,\"day\":\"2024-10-04\",\"spent\":-5,\"ran\":-7}");
  REQUIRE(base::write_whole(world.fs, "/state/budget", text));
  world.start();
  CHECK(world.budget->spent() == 0);
  world.budget->spend(7);
  CHECK(world.budget->settle());
}

TEST_CASE("a disk that is full costs the memory, not the count") {
  World world;
  world.fs.set_capacity(0);
  world.budget->spend(a_day);
  CHECK(world.budget->spent() == a_day);
  CHECK_FALSE(world.budget->settle());
}
