// What comes first, and what is shown while the rest is on its way.
#include "content/cache/store.hpp"
#include "tests/fakes/sample_content.hpp"
#include "tests/sync/core/machine.hpp"

using namespace rohnamo;
using base::Code;
using fakes::RepositoryWorld;

namespace {

const std::string picture(20'000, 'p');

struct World {
  RepositoryWorld server{world_start(), 1};
  std::string picture_path;

  explicit World(bool text_first) {
    server.text_first = text_first;
    server.set_story("mission", "first", "A first story");
    server.put("mission", "mission/pictures/a.webp", model::BlobKind::picture, picture);
    server.publish();
    picture_path = server.blob_path("mission/pictures/a.webp");
  }
};

}  // namespace

TEST_CASE("an urgent notice's body comes right after the catalogs, pictures last") {
  World world(false);
  for (const char* id : {"a", "b", "c", "d", "e", "f"})
    world.server.set_story("mission", id, std::string("Story ") + id);
  world.server.set_notice("closed", "The pass is closed");
  world.server.publish();
  Machine machine(world.server);
  machine.options.parallel = 1;
  REQUIRE(machine.update());
  std::vector<std::string> targets;
  for (const std::string& path : world.server.requests)
    if (path.starts_with("targets/")) targets.push_back(path);
  REQUIRE(targets.size() == 10);
  CHECK(targets[0] == world.server.blob_path("mission/catalog"));
  CHECK(targets[1] == world.server.blob_path("mission/texts/closed.en.json"));
  CHECK(targets.back() == world.server.blob_path("mission/pictures/a.webp"));
}

TEST_CASE("text is shown while the pictures are still on their way, if the channel says so") {
  const bool allowed = GENERATE(true, false);
  World world(allowed);
  Machine machine(world.server);
  world.server.breaks[world.picture_path] = 5'000;
  CHECK(code_of(machine.update()) == Code::offline);
  CHECK(machine.titles() == (allowed ? Titles{"A first story"} : Titles{}));
  const auto text = cache::current_edition(machine.fs, "/cache");
  const auto whole = machine.update();
  REQUIRE(whole);
  CHECK(whole->changed);
  CHECK(machine.edition()->map(fakes::ref_of(picture)).value()->bytes() == picture);
  if (allowed) CHECK(text.value() != whole->edition);
}

TEST_CASE("the edition before one that came in two steps is the whole one before") {
  World world(true);
  Machine machine(world.server);
  const auto first = machine.update().value().edition;
  world.server.set_story("mission", "first", "The first story anew");
  const std::string other(20'000, 'q');
  world.server.put("mission", "mission/pictures/b.webp", model::BlobKind::picture, other);
  world.server.publish();
  world.server.breaks[world.server.blob_path("mission/pictures/b.webp")] = 1;
  CHECK_FALSE(machine.update());
  CHECK(machine.titles() == Titles{"The first story anew"});
  REQUIRE(machine.update());
  REQUIRE(cache::Store::open(machine.fs, "/cache")->roll_back());
  CHECK(machine.edition()->id() == first);
  CHECK(machine.titles() == Titles{"A first story"});
}

TEST_CASE("new pictures alone make no step of their own") {
  World world(true);
  Machine machine(world.server);
  const auto first = machine.update().value().edition;
  world.server.put("mission", "mission/pictures/b.webp", model::BlobKind::picture,
                   std::string(9'000, 'q'));
  world.server.publish();
  world.server.breaks[world.server.blob_path("mission/pictures/b.webp")] = 1;
  CHECK_FALSE(machine.update());
  CHECK(cache::current_edition(machine.fs, "/cache") == first);
}
