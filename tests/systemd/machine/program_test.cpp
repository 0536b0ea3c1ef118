#include <catch2/catch.hpp>

#include "tests/sync/app/program.hpp"

using namespace rohnamo;
using Catch::Contains;

TEST_CASE("What it says of itself") {
  const auto version = tests::run({ROHNAMO_MACHINE, "--version"});
  CHECK(version.exit_code == 0);
  CHECK(version.output == "rohnamo-machine " ROHNAMO_VERSION "\n");
  const auto help = tests::run({ROHNAMO_MACHINE, "--help"});
  CHECK(help.exit_code == 0);
  CHECK_THAT(help.output, Contains("rohnamo-machine provision FILE"));
}

TEST_CASE("Wrong use is told, and what to do") {
  const auto command = tests::run({ROHNAMO_MACHINE, "dance"});
  CHECK(command.exit_code == 2);
  CHECK_THAT(command.output, Contains("dance") && Contains("--help"));
  const auto option = tests::run({ROHNAMO_MACHINE, "provision", "--twice"});
  CHECK(option.exit_code == 2);
  CHECK_THAT(option.output, Contains("--twice") && Contains("--help"));
  CHECK(tests::run({ROHNAMO_MACHINE, "provision"}).exit_code == 2);
  CHECK(tests::run({ROHNAMO_MACHINE}).exit_code == 2);
}
