#include "tests/tuf/arguments.hpp"
#include "tests/tuf/world.hpp"

using namespace rohnamo;
using tuf::Names;
using tuf::parse_arguments;
using tuf::World;

TEST_CASE("options stand before the command, in any order") {
  const auto init = parse_arguments({"--metadata-dir", "MD", "init", "root.json"});
  REQUIRE(init);
  CHECK(init->command == "init");
  CHECK(init->metadata_dir == "MD");
  CHECK(init->trusted_root == "root.json");

  const auto download = parse_arguments(
      {"--target-name", "--b", "--target-base-url", "TU", "--target-dir", "TD", "--target-name",
       "a", "--metadata-dir", "MD", "--metadata-url", "MU", "download"});
  REQUIRE(download);
  CHECK(download->target_names == Names{"--b", "a"});
  CHECK(download->metadata_url == "MU");
  CHECK(download->target_base_url == "TU");
  CHECK(download->target_dir == "TD");
}

TEST_CASE("a command line that says too little or too much is refused") {
  CHECK_FALSE(parse_arguments({}));
  CHECK_FALSE(parse_arguments({"refresh"}));
  CHECK_FALSE(parse_arguments({"--metadata-dir", "MD"}));
  CHECK_FALSE(parse_arguments({"--metadata-dir"}));
  CHECK_FALSE(parse_arguments({"--metadata-dir", "MD", "init"}));
  CHECK_FALSE(parse_arguments({"--metadata-dir", "MD", "refresh"}));
  CHECK_FALSE(parse_arguments({"--metadata-dir", "MD", "--metadata-url", "MU", "refresh", "more"}));
  CHECK_FALSE(parse_arguments({"--metadata-dir", "MD", "--metadata-url", "MU", "sync"}));
  CHECK_FALSE(parse_arguments({"--metadata-dir", "MD", "--colour", "red", "init", "root.json"}));
  CHECK_FALSE(parse_arguments({"--metadata-dir", "MD", "--metadata-url", "MU", "--target-name", "a",
                               "--target-dir", "TD", "download"}));
}

TEST_CASE("whatever goes wrong, the exit status is 1 and the reason is told") {
  World world;
  const auto refused = world.refresh();  // never initialised
  CHECK(refused.code == 1);
  CHECK_FALSE(refused.words.empty());
  CHECK(world.requests().empty());
}
