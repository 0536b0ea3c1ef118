#include <catch2/catch.hpp>
#include <csignal>
#include <fstream>

#include "tests/sync/app/program.hpp"
#include "tests/temporary_folder.hpp"

using namespace rohnamo;
using Catch::Contains;

namespace {

// A machine with a config, and no server anywhere.
struct World {
  explicit World(const std::string& more = "") {
    std::ofstream(path / "root.json") << "{}";
    std::ofstream(config) << "format: 1\nserver: " << (path / "repo").string()
                          << "\nroot: root.json\ncache: cache\nstate: state\nrun: run\n"
                          << more;
  }

  [[nodiscard]] std::vector<std::string> command(std::vector<std::string> more) const {
    more.insert(more.begin(), {ROHNAMO_SYNC, "--config", config.string()});
    return more;
  }

  tests::TemporaryFolder folder;
  std::filesystem::path path = folder.path();
  std::filesystem::path config = path / "sync.yaml";
};

}  // namespace

TEST_CASE("What it says of itself") {
  const auto version = tests::run({ROHNAMO_SYNC, "--version"});
  CHECK(version.exit_code == 0);
  CHECK(version.output == "rohnamo-sync " ROHNAMO_VERSION "\n");
  const auto help = tests::run({ROHNAMO_SYNC, "--help"});
  CHECK(help.exit_code == 0);
  CHECK_THAT(help.output, Contains("--once") && Contains("status"));
}

TEST_CASE("Wrong use is told, and what to do") {
  const auto option = tests::run({ROHNAMO_SYNC, "--twice"});
  CHECK(option.exit_code == 2);
  CHECK_THAT(option.output, Contains("--twice") && Contains("--help"));
  const auto command = tests::run({ROHNAMO_SYNC, "dance"});
  CHECK(command.exit_code == 2);
  CHECK_THAT(command.output, Contains("dance"));
}

TEST_CASE("A config is checked") {
  World good;
  CHECK(tests::run(good.command({"--check-config"})).exit_code == 0);
  World odd("colour: blue\n");
  const auto warned = tests::run(odd.command({"--check-config"}));
  CHECK(warned.exit_code == 0);
  CHECK_THAT(warned.output, Contains("sync.yaml:7: 'colour'"));
  World bad("interval: fast\ncolour: blue\nconnections: 99\n");
  for (const char* option : {"--check-config", "--once", "status"}) {
    const auto refused = tests::run(bad.command({option}));
    CHECK(refused.exit_code == 2);
    CHECK_THAT(refused.output, Contains("sync.yaml:7: interval") &&
                                   Contains("sync.yaml:8: 'colour'") &&
                                   Contains("sync.yaml:9: connections"));
  }
}

TEST_CASE("Without keys it does not start, without a status it says so") {
  World world;
  std::filesystem::remove(world.path / "root.json");
  const auto once = tests::run(world.command({"--once"}));
  CHECK(once.exit_code == 1);
  CHECK_THAT(once.output, Contains("root.json"));
  const auto status = tests::run(world.command({"status"}));
  CHECK(status.exit_code == 1);
  CHECK_THAT(status.output, Contains("has told nothing"));
}

TEST_CASE("An update that fails exits with 1 and leaves its reason in the status") {
  World world;
  CHECK(tests::run(world.command({"--once"})).exit_code == 1);
  const auto status = tests::run(world.command({"status"}));
  CHECK(status.exit_code == 0);
  CHECK_THAT(status.output, Contains("not running") && Contains("failed"));
  const auto json = tests::run(world.command({"status", "--json"}));
  CHECK(json.exit_code == 0);
  CHECK(json.output.starts_with("{\"format\":1,"));
}

TEST_CASE("One daemon at a time, until SIGTERM") {
  World world("interval: 1h\n");
  tests::Daemon daemon(world.command({}), world.path);
  CHECK(daemon.says("READY=1"));
  CHECK(daemon.says("last attempt failed"));

  const auto second = tests::run(world.command({"--once"}));
  CHECK(second.exit_code == 1);
  CHECK_THAT(second.output, Contains("another rohnamo-sync is running"));

  daemon.signal(SIGTERM);
  CHECK(daemon.says("STOPPING=1"));
  CHECK(daemon.wait() == 0);
}
