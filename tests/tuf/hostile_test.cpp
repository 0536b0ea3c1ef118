// A server that does what it likes at any step: exit status 1, no request twice, nothing stored
// that was not verified; and the next honest answer is taken.
#include "tests/tuf/world.hpp"

using namespace rohnamo;
using tuf::Manners;
using tuf::Names;
using tuf::World;

namespace {

struct Step {
  std::string path;
  Names before;  // what is stored when it comes to it
};

}  // namespace

TEST_CASE("a server that fails at any step") {
  const auto manners = GENERATE(Manners::silent, Manners::endless, Manners::torn);
  const auto step =
      GENERATE(Step{"metadata/2.root.json", {"root"}}, Step{"metadata/timestamp.json", {"root"}},
               Step{"metadata/1.snapshot.json", {"root", "timestamp"}},
               Step{"metadata/1.targets.json", {"root", "snapshot", "timestamp"}});
  INFO(step.path << ", manners " << static_cast<int>(manners));
  World world;
  REQUIRE(world.init().code == 0);
  world.repository.root.version = 2;
  world.repository.write_root();
  world.treat(step.path, manners);
  CHECK(world.refresh().code == 1);
  Names requests = world.requests();
  REQUIRE_FALSE(requests.empty());
  CHECK(requests.back() == step.path);
  CHECK(std::count(requests.begin(), requests.end(), step.path) == 1);
  CHECK(world.roles() == step.before);
  world.treat(step.path, Manners::honest);
  CHECK(world.refresh().code == 0);
  CHECK(world.roles().size() == 4);
}

TEST_CASE("a file that is not there ends all but the search for roots") {
  const auto step = GENERATE(Step{"metadata/timestamp.json", {"root"}},
                             Step{"metadata/1.snapshot.json", {"root", "timestamp"}},
                             Step{"metadata/1.targets.json", {"root", "snapshot", "timestamp"}});
  INFO(step.path);
  World world;
  REQUIRE(world.init().code == 0);
  world.repository.files.erase(step.path);
  CHECK(world.refresh().code == 1);
  CHECK(world.requests().back() == step.path);
  CHECK(world.roles() == step.before);
}

TEST_CASE("a file that was written only in part does not stay in the way") {
  World world;
  REQUIRE(world.init().code == 0);
  REQUIRE(world.refresh().code == 0);
  for (const char* role : {"timestamp", "snapshot", "targets"}) {
    INFO(role);
    const std::string good = world.stored(role);
    world.store(role, good.substr(0, good.size() / 2));
    CHECK(world.refresh().code == 0);
    CHECK(world.stored(role) == good);
  }
}
