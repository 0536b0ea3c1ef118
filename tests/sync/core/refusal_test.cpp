// An edition that the screen cannot show.
#include "tests/fakes/sample_content.hpp"
#include "tests/sync/core/machine.hpp"

using namespace rohnamo;
using fakes::RepositoryWorld;

TEST_CASE("a refused edition gives way to the one before until the publication changes") {
  RepositoryWorld server(world_start(), 1);
  server.publish();
  Machine machine(server);
  const auto good = machine.update().value().edition;
  server.set_story("mission", "second", "A story that no screen can show");
  server.publish();
  const auto bad = machine.update().value().edition;
  REQUIRE(good != bad);

  machine.options.refused = [&] { return bad; };
  const auto back = machine.update();
  REQUIRE(back);
  CHECK(back->edition == good);
  CHECK(back->warnings.size() == 1);
  CHECK(machine.edition()->id() == good);

  SECTION("polls of the same publication cost one request, and leave it so") {
    machine.options.refused = nullptr;
    REQUIRE(machine.update());
    CHECK(server.requests.size() == 1);
    CHECK(machine.edition()->id() == good);
    machine.now += std::chrono::hours(30);
    server.now = machine.now;
    server.publish();
    REQUIRE(machine.update());
    CHECK(machine.edition()->id() == good);
  }
  SECTION("another publication is taken") {
    server.set_story("mission", "second", "A story that can be shown");
    server.publish();
    const auto next = machine.update();
    REQUIRE(next);
    CHECK(next->changed);
    CHECK(machine.titles() == Titles{"A first story", "A story that can be shown"});
  }
}

TEST_CASE("the text of a refused edition does not come back either") {
  RepositoryWorld server(world_start(), 1);
  server.text_first = true;
  server.set_story("mission", "first", "A first story");
  server.publish();
  Machine machine(server);
  const auto good = machine.update().value().edition;
  const std::string picture = "a picture that no screen can show";
  server.set_story("mission", "second", "A second story");
  server.put("mission", "mission/pictures/a.webp", model::BlobKind::picture, picture);
  server.publish();
  const auto bad = machine.update().value().edition;
  machine.options.refused = [&] { return bad; };
  REQUIRE(machine.update());
  REQUIRE(machine.edition()->id() == good);
  // Its picture is gone, so that its text would be shown first.
  REQUIRE(machine.fs.remove(cache::blob_path("/cache", base::sha256(picture))));
  server.publish();
  REQUIRE(machine.update());
  CHECK(machine.requested("targets/") == 1);
  CHECK(machine.edition()->id() == good);
}

TEST_CASE("a first edition that is refused stays where there is none before it") {
  RepositoryWorld server(world_start(), 1);
  server.publish();
  Machine machine(server);
  const auto only = machine.update().value().edition;
  machine.options.refused = [&] { return only; };
  REQUIRE(machine.update());
  CHECK(machine.edition()->id() == only);
}

TEST_CASE("what the screen says of another edition changes nothing") {
  RepositoryWorld server(world_start(), 1);
  server.publish();
  Machine machine(server);
  const auto only = machine.update().value().edition;
  machine.options.refused = [] { return std::string(32, 'a'); };
  REQUIRE(machine.update());
  CHECK(machine.edition()->id() == only);
  CHECK_FALSE(machine.fs.exists("/state/refused"));
}
