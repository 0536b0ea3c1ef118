// A stick beside the server: what it brings, and what the next update makes of it.
#include "tests/sync/core/machine.hpp"

using namespace rohnamo;
using base::Code;
using fakes::RepositoryWorld;

namespace {

// A publication whose server is left behind, and a copy of it on a stick that goes on.
struct World {
  World() {
    server.publish();
    REQUIRE(machine.update());
    stick = server;
    stick.set_story("mission", "first", "By stick");
    stick.publish();
  }

  base::Result<core::Outcome> sideload() {
    machine.server = &stick;
    machine.options.source = core::Source::stick;
    auto outcome = machine.update();
    machine.server = &server;
    machine.options.source = core::Source::server;
    return outcome;
  }
  void catch_up() {
    server = stick;
    server.breaks.clear();
  }

  RepositoryWorld server{world_start()};
  RepositoryWorld stick{world_start()};
  Machine machine{server};
};

}  // namespace

TEST_CASE("what a stick brings is shown, and the server's next word goes through the workflow") {
  World world;
  const auto outcome = world.sideload();
  REQUIRE(outcome);
  CHECK(outcome->changed);
  CHECK(world.machine.titles().contains("By stick"));

  world.catch_up();
  const auto same = world.machine.update();
  REQUIRE(same);
  CHECK_FALSE(same->changed);
  CHECK(world.machine.requested("root.json") == 1);
  CHECK(world.machine.requested("targets/") == 0);
  REQUIRE(world.machine.update());
  CHECK(world.machine.server->requests.size() == 1);
}

TEST_CASE("a stick of the same publication brings nothing, and the poll stays cheap") {
  World world;
  world.catch_up();
  REQUIRE(world.machine.update());
  const auto outcome = world.sideload();
  REQUIRE(outcome);
  CHECK_FALSE(outcome->changed);
  REQUIRE(world.machine.update());
  CHECK(world.machine.server->requests == std::vector<std::string>{"metadata/timestamp.json"});
}

TEST_CASE("a server that is behind what a stick brought is no attacker") {
  World world;
  REQUIRE(world.sideload());
  CHECK(code_of(world.machine.update()) == Code::behind);
  CHECK(world.machine.titles().contains("By stick"));
  CHECK(code_of(world.machine.update()) == Code::behind);

  SECTION("until it catches up") {
    world.catch_up();
  }
  SECTION("or overtakes") {
    world.catch_up();
    world.server.set_story("mission", "first", "By the server");
    world.server.publish();
  }
  const RepositoryWorld newest = world.server;
  REQUIRE(world.machine.update());
  // From now on, an older one is what it always was.
  world.server = RepositoryWorld(newest);
  world.server.timestamp.version = 1;
  world.server.write_timestamp();
  CHECK(code_of(world.machine.update()) == Code::untrusted);
}

TEST_CASE("what another signed is untrusted, a stick brought something or not") {
  World world;
  REQUIRE(world.sideload());
  world.server.keys["timestamp"] = {trust::PrivateKey::generate()};
  world.server.write_timestamp();
  CHECK(code_of(world.machine.update()) == Code::untrusted);
}

TEST_CASE("a stick that is older than what is here changes nothing") {
  World world;
  const RepositoryWorld old = world.server;
  world.catch_up();
  REQUIRE(world.machine.update());
  world.stick = RepositoryWorld(old);
  CHECK(code_of(world.sideload()) == Code::behind);
  CHECK(world.machine.titles().contains("By stick"));
}

TEST_CASE("a stick that is pulled half-way loses nothing") {
  World world;
  std::string bytes(20'000, 'x');
  world.stick.put("mission", "mission/pictures/a.webp", model::BlobKind::picture, bytes);
  world.stick.publish();
  const std::string picture = world.stick.blob_path("mission/pictures/a.webp");
  world.stick.breaks[picture] = 15'000;
  CHECK(code_of(world.sideload()) == Code::offline);
  CHECK_FALSE(world.machine.titles().contains("By stick"));

  SECTION("the stick comes back") {
    const auto outcome = world.sideload();
    REQUIRE(outcome);
    CHECK(outcome->bytes_fetched == 5'000);
  }
  SECTION("the server has the rest") {
    CHECK(code_of(world.machine.update()) == Code::behind);
    world.catch_up();
    const auto outcome = world.machine.update();
    REQUIRE(outcome);
    CHECK(outcome->bytes_fetched == 5'000);
  }
  CHECK(world.machine.titles().contains("By stick"));
}

TEST_CASE("a stick that was pulled is gone on with though its timestamp expires meanwhile") {
  World world;
  RepositoryWorld& stick = world.stick;
  stick.lifetime = std::chrono::days(200);
  stick.set_story("mission", "first", "By an old stick");
  for (auto& [role, targets] : stick.targets) targets.expires = stick.now + stick.lifetime;
  stick.publish();
  stick.timestamp.expires = stick.now + std::chrono::days(30);
  stick.write_timestamp();
  stick.breaks[stick.blob_path("mission/catalog")] = 10;
  CHECK(code_of(world.sideload()) == Code::offline);
  world.machine.now = stick.timestamp.expires + std::chrono::days(91);
  CHECK(code_of(world.sideload()) == Code::expired);
  world.machine.now = stick.timestamp.expires + std::chrono::days(89);
  REQUIRE(world.sideload());
  CHECK(world.machine.titles().contains("By an old stick"));
  // The server, held to its word, goes on where it can.
  CHECK(code_of(world.machine.update()) == Code::behind);
  stick.now = world.machine.now;
  stick.set_story("mission", "first", "By the server");
  stick.publish();
  world.catch_up();
  REQUIRE(world.machine.update());
  CHECK(world.machine.titles().contains("By the server"));
}
