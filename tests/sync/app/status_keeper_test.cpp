#include <catch2/catch.hpp>

#include "sync/app/status_keeper.hpp"
#include "tests/fakes/memory_fs.hpp"

using namespace rohnamo;
using namespace std::chrono_literals;
using Ticks = std::chrono::steady_clock::time_point;

namespace {

struct World {
  World() {
    for (const char* folder : {"/cache", "/state", "/run"}) REQUIRE(fs.make_directories(folder));
    REQUIRE(fs.sync_directory("/"));
  }

  app::StatusKeeper keeper(std::string server = "https://example.org/") {
    app::StatusKeeper::Options options;
    options.cache = "/cache";
    options.state = "/state";
    options.run = "/run";
    options.server = std::move(server);
    options.system = [this] { return now; };
    options.ticks = [this] { return ticks; };
    return {fs, std::move(options)};
  }

  exchange::SyncStatus read() {
    const auto bytes = fs.read(exchange::sync_status_path("/run"), 1 << 20);
    REQUIRE(bytes);
    return *exchange::parse_sync_status(*bytes);
  }

  fakes::MemoryFs fs;
  base::Time now = base::build_time() + 10h;
  Ticks ticks = Ticks(1h);
};

core::Outcome outcome(bool changed) {
  core::Outcome outcome;
  outcome.changed = changed;
  outcome.edition = "0123456789abcdef0123456789abcdef";
  outcome.metadata_expires = base::build_time() + 100h;
  return outcome;
}

core::Progress progress(std::uint64_t done) {
  core::Progress progress;
  progress.bytes_done = done;
  progress.bytes_total = 100;
  return progress;
}

}  // namespace

TEST_CASE("The status follows the loop") {
  World world;
  auto keeper = world.keeper();
  CHECK(world.read().server == "https://example.org/");
  CHECK(!world.read().busy);

  keeper.started();
  CHECK(world.read().busy);
  CHECK(!world.read().next_attempt);

  keeper.finished(outcome(true));
  CHECK(!world.read().busy);
  CHECK(world.read().edition == outcome(true).edition);
  CHECK(world.read().last_success == world.now);
  CHECK(world.read().last_change == world.now);
  CHECK(world.read().attempts.front().outcome == "updated");

  keeper.sleeping(1500ms);
  CHECK(world.read().next_attempt == world.now + 2s);

  const base::Time first = world.now;
  world.now += 1h;
  keeper.finished(outcome(false));
  CHECK(world.read().last_success == world.now);
  CHECK(world.read().last_change == first);
  CHECK(world.read().attempts.front().outcome == "unchanged");
}

TEST_CASE("A failure keeps what was known and says why") {
  World world;
  auto keeper = world.keeper();
  keeper.finished(outcome(true));
  const base::Time success = world.now;
  world.now += 1h;
  keeper.finished(base::fail(base::Code::untrusted, "a wrong signature"));
  const auto status = world.read();
  CHECK(status.last_success == success);
  CHECK(status.edition == outcome(true).edition);
  CHECK(status.attempts.size() == 2);
  CHECK(status.attempts.front().outcome == "failed");
  CHECK(status.attempts.front().code == "untrusted");
  CHECK(status.attempts.front().message == "a wrong signature");
}

TEST_CASE("A stick that is read first, or has brought more, is no failure") {
  World world;
  auto keeper = world.keeper();
  keeper.finished(outcome(true));
  const base::Time success = world.now;
  world.now += 1h;
  keeper.started();
  keeper.finished(base::fail(base::Code::busy, "a stick is to be read first"));
  CHECK(!world.read().busy);
  CHECK(world.read().attempts.size() == 1);
  keeper.finished(base::fail(base::Code::behind, "the server is behind"));
  CHECK(world.read().attempts.front().outcome == "unchanged");
  CHECK(world.read().attempts.front().code == "behind");
  CHECK(world.read().last_success == success);  // of this edition it has said nothing
}

TEST_CASE("The last ten attempts are kept, and each office's warning") {
  World world;
  auto keeper = world.keeper();
  for (int i = 0; i < 12; ++i) keeper.finished(base::fail(base::Code::offline, "no road"));
  core::Outcome warned = outcome(false);
  warned.warnings = {"offices/khujand is left out", "and another"};
  keeper.finished(warned);
  CHECK(world.read().attempts.size() == 10);
  CHECK(world.read().attempts.front().message == "offices/khujand is left out\nand another");
}

TEST_CASE("Progress is written once a second at most") {
  World world;
  auto keeper = world.keeper();
  keeper.started();
  keeper.progressed(progress(10));
  CHECK(world.read().bytes_done == 0);
  world.ticks += 1s;
  keeper.progressed(progress(20));
  CHECK(world.read().bytes_done == 20);
  world.ticks += 999ms;
  keeper.progressed(progress(30));
  CHECK(world.read().bytes_done == 20);
}

TEST_CASE("What is known outlives a power cut") {
  World world;
  world.keeper().finished(outcome(false));
  const base::Time success = world.now;
  world.fs.reboot();
  REQUIRE(world.fs.make_directories("/run"));
  REQUIRE(!world.fs.exists(exchange::sync_status_path("/run")));
  world.keeper();
  CHECK(world.read().last_success == success);
  CHECK(world.read().attempts.size() == 1);
  // Of another server it says nothing.
  world.keeper("https://example.net/");
  CHECK(!world.read().last_success);
}

TEST_CASE("A clock that is wrong is not written down") {
  World world;
  world.now = base::Time();
  auto keeper = world.keeper();
  keeper.finished(outcome(true));
  CHECK(world.read().last_success == base::build_time());
}

TEST_CASE("A clock that is set is told of") {
  World world;
  auto keeper = world.keeper();
  world.now += 1h;
  world.ticks += 1h;
  keeper.started();
  CHECK(!world.read().clock_set);

  world.now += 49h;
  world.ticks += 1h;
  keeper.sleeping(1s);
  REQUIRE(world.read().clock_set);
  CHECK(world.read().clock_set->by == 48h);
  CHECK(world.read().clock_set->at == world.now);
  keeper.started();
  CHECK(world.read().clock_set->by == 48h);
}

TEST_CASE("A clock that a power cut sets back is told of") {
  World world;
  world.now = base::build_time() + 100h;
  world.keeper().finished(outcome(false));
  world.fs.reboot();
  world.now = base::build_time() + 2h;
  REQUIRE(world.fs.make_directories("/run"));
  world.keeper();
  REQUIRE(world.read().clock_set);
  CHECK(world.read().clock_set->by == -98h);
}

TEST_CASE("A disk that is full costs the status file only") {
  World world;
  world.fs.set_capacity(0);
  auto keeper = world.keeper();
  keeper.started();
  keeper.finished(outcome(true));
  CHECK(keeper.status().edition == outcome(true).edition);
}
