// publish --undo: what was shown before is shown again.
#include <catch2/catch.hpp>

#include "content/publish/history.hpp"
#include "content/publish/rotation.hpp"
#include "tests/content/publish/command_world.hpp"
#include "tests/content/publish/publish_world.hpp"

using namespace rohnamo;

namespace {

struct World : tests::PublishWorld {
  World() {
    make_keys();
    publish();
  }

  base::Result<publish::PublishReport> try_undo() {
    auto keyring = open();
    auto opened = publish::Repository::open(tests::disk(), repository, keyring,
                                            publish::Repository::For::reading);
    if (!opened) return base::fail(opened.error());
    const auto publication = publish::earlier_publication(tests::disk(), *opened, keyring);
    if (!publication) return base::fail(publication.error());
    return publish::publish(tests::disk(), *publication, keyring, repository, time);
  }

  publish::PublishReport undo() {
    auto report = try_undo();
    if (!report) FAIL(report.error().message);
    return *report;
  }

  void retitle(const std::string& from, const std::string& to) {
    replace("stories/first/en.md", "title: " + from, "title: " + to);
  }
};

}  // namespace

TEST_CASE("an undo shows what was there before, in versions that rise, and can be undone") {
  World world;
  auto screen = world.screen();
  screen.follow(world.time);
  const auto both = screen.shown();
  world.remove("stories/second");
  world.publish();
  screen.follow(world.time);
  const auto one = screen.shown();
  REQUIRE(one.size() == both.size() - 1);

  const auto back = world.undo();
  CHECK(back.version == 3);
  CHECK(to_string(back.on_screens) == "  appears     story second \"Story second\": in en, fa\n");
  CHECK(screen.follow(world.time).empty());
  CHECK(screen.shown() == both);

  const auto again = world.undo();
  CHECK(again.version == 4);
  CHECK(to_string(again.on_screens) == "  disappears  story second \"Story second\"\n");
  CHECK(screen.follow(world.time).empty());
  CHECK(screen.shown() == one);
  auto fresh = world.screen();
  CHECK(fresh.follow(world.time).empty());
  CHECK(fresh.shown() == one);
}

TEST_CASE("an undo needs no folder of the channel, and gives the very same contents") {
  World world;
  world.retitle("Story first", "Wrong");
  world.publish();
  world.remove("");
  const auto report = world.undo();
  REQUIRE(report.on_screens.size() == 1);
  CHECK(report.on_screens[0].title == "Story first");
  CHECK(report.new_bytes == 0);  // all of it is kept still
}

TEST_CASE("renewed signatures are nothing that could be undone, and take nothing away") {
  World world;
  world.retitle("Story first", "Wrong");
  world.publish();
  for (int i = 0; i < 6; ++i) world.publish();
  CHECK(world.undo().on_screens.at(0).title == "Story first");
  for (int i = 0; i < 6; ++i) world.publish();  // "Wrong" again, by the folder
  CHECK(world.undo().on_screens.at(0).title == "Story first");
}

TEST_CASE("an undo after a long time signs for another period") {
  World world;
  world.retitle("Story first", "Wrong");
  world.publish();
  world.time += std::chrono::days(200);
  world.publish();
  CHECK(world.undo().on_screens.at(0).title == "Story first");
  auto screen = world.screen();
  CHECK(screen.follow(world.time).empty());
}

TEST_CASE("where nothing is kept, an undo says so and changes nothing") {
  World world;
  const auto before = tests::files_in(world.repository);
  const auto report = world.try_undo();
  REQUIRE_FALSE(report);
  CHECK(report.error().code == base::Code::not_found);
  CHECK_THAT(report.error().message, Catch::Contains("there is nothing to go back to"));
  CHECK(tests::files_in(world.repository) == before);
}

TEST_CASE("what a stolen key may have signed is not published again") {
  World world;
  world.retitle("Story first", "Wrong");
  world.publish();
  {
    auto keys = world.open();
    const auto signers = publish::signers_of(keys, "mission");
    const auto made = publish::make_key(tests::disk(), world.keys, "mission");
    REQUIRE(signers);
    REQUIRE(made);
    REQUIRE(publish::change_signers(
        keys, {"mission", signers->keyids[0], made->key.public_key(), {}}, {}, world.time));
  }
  world.publish();
  const auto report = world.try_undo();
  REQUIRE_FALSE(report);
  CHECK(report.error().code == base::Code::untrusted);
  CHECK_THAT(report.error().message, Catch::Contains("put the folder back"));
}

TEST_CASE("an office that publishes for itself stays as it is") {
  World world;
  world.retitle("Story first", "Wrong");
  world.replace("offices/khujand/contacts/office.yaml", "22A", "23A");
  world.publish();
  std::filesystem::rename(world.keys / "offices", world.root() / "away");
  const auto report = world.undo();
  REQUIRE(report.on_screens.size() == 1);
  CHECK(report.on_screens[0].item == "story first");
}

TEST_CASE("publish --undo in words, and what it would do") {
  tests::CommandWorld world;
  world.remove("offices");
  REQUIRE(world.run({"keys", "new", "--keys", world.path("keys")}) == 0);
  std::vector<std::string> publish{"publish", world.channel().string(),
                                   "--keys",  world.path("keys"),
                                   "--out",   world.path("out")};
  REQUIRE(world.run(publish) == 0);
  world.replace("stories/first/en.md", "Story first", "Wrong");
  REQUIRE(world.run(publish) == 0);
  publish.emplace_back("--undo");
  publish.emplace_back("--dry-run");
  CHECK(world.run(publish) == 0);
  CHECK_THAT(world.out, Catch::Contains("story first \"Story first\": en: title\n"));
  CHECK_THAT(world.out, Catch::Contains("Nothing was written."));
  publish.pop_back();
  CHECK(world.run(publish) == 0);
  CHECK_THAT(world.out, Catch::Contains("Publication 3:"));
  CHECK_THAT(world.out, Catch::Contains("is as it was: the next publish shows it again."));
}
