#include "content/publish/resign.hpp"

#include <catch2/catch.hpp>

#include "content/publish/expiry.hpp"
#include "content/publish/key_list.hpp"
#include "tests/content/publish/publish_world.hpp"

using namespace rohnamo;
using std::chrono::days;
using tests::disk;

namespace {

// The server: the key of timestamp and the first root, no more.
struct World : tests::PublishWorld {
  base::Path online = root() / "online";

  World() {
    make_keys();
    publish();
    std::filesystem::create_directories(online);
    const auto keyring = open();
    for (const auto& key : keyring.keys())
      if (key.file.filename().string().starts_with("timestamp-"))
        std::filesystem::copy_file(key.file, online / key.file.filename());
    std::filesystem::copy_file(keys / "1.root.json", online / "1.root.json");
  }

  base::Result<trust::Timestamp> resign() {
    auto keyring = open(online);
    auto server =
        publish::Repository::open(disk(), repository, keyring, publish::Repository::For::writing);
    if (!server) return base::fail(server.error());
    return publish::resign(disk(), *server, keyring, time);
  }

  std::vector<std::string> warnings() {
    auto keyring = open();
    const auto held =
        publish::Repository::open(disk(), repository, keyring, publish::Repository::For::reading);
    REQUIRE(held);
    return publish::expiry_warnings(publish::expiries(keyring.roots().newest(), held->held()),
                                    keyring.settings().periods, time);
  }
};

}  // namespace

TEST_CASE("the timestamp alone is signed anew, by its key alone") {
  World world;
  auto screen = world.screen();
  screen.follow(world.time);
  const auto before = tests::files_in(world.repository);
  world.time += days(60);
  const auto timestamp = world.resign();
  REQUIRE(timestamp);
  CHECK(timestamp->version == 2);
  CHECK(timestamp->expires == world.time + days(90));
  CHECK(*timestamp->signed_at == world.time);
  for (const auto& [path, bytes] : tests::files_in(world.repository))
    CHECK((bytes == before.at(path)) != path.starts_with("metadata/timestamp.json"));
  CHECK(tests::files_in(world.repository).size() == before.size());

  world.time += days(60);  // past the first one's end
  CHECK(screen.follow(world.time).empty());
}

TEST_CASE("signing on and publishing take turns") {
  World world;
  auto screen = world.screen();
  for (int i = 0; i < 3; ++i) {
    REQUIRE(world.resign());
    screen.follow(world.time);
    world.remove(i == 0 ? "stories/second" : "nothing");
    world.publish();
    screen.follow(world.time);
  }
  CHECK(screen.shown().size() == 4);
  CHECK(world.resign()->version == 8);
}

TEST_CASE("what could not be signed is left as it was, and why is said") {
  World world;
  const auto refusal = [&] {
    const auto before = tests::files_in(world.repository);
    const auto timestamp = world.resign();
    REQUIRE_FALSE(timestamp);
    CHECK(tests::files_in(world.repository) == before);
    return timestamp.error().message;
  };
  SECTION("no publication") {
    std::filesystem::remove_all(world.repository);
    CHECK_THAT(refusal(), Catch::Contains("has no publication"));
  }
  SECTION("no key") {
    world.remove_keys(world.online, "timestamp");
    CHECK_THAT(refusal(), Catch::Contains("must be signed with 1 of these keys"));
  }
  SECTION("a clock that was set back") {
    world.time -= days(1);
    CHECK_THAT(refusal(), Catch::Contains("set the clock"));
  }
  SECTION("a repository of other keys") {
    std::filesystem::remove_all(world.repository);
    std::filesystem::remove_all(world.keys);
    world.make_keys();
    world.publish();
    CHECK_THAT(refusal(), Catch::Contains("was not published with these keys"));
  }
}

TEST_CASE("what expires is said from 180 days before, and what to do") {
  World world;
  CHECK(world.warnings().empty());
  world.time += days(50);
  auto warnings = world.warnings();
  REQUIRE(warnings.size() == 1);  // after half of a shorter period
  CHECK(
      warnings[0] ==
      "timestamp expires in 40 days (2026-08-30): rohnamo-content resign; does it still run every "
      "day?");
  REQUIRE(world.resign());
  CHECK(world.warnings().empty());

  world.time += days(136);  // 186 of 365
  REQUIRE(world.resign());
  warnings = world.warnings();
  REQUIRE(warnings.size() == 4);
  CHECK_THAT(warnings[0], Catch::StartsWith("targets expires in 179 days"));
  CHECK_THAT(warnings[1], Catch::StartsWith("mission expires in 179 days"));
  CHECK_THAT(warnings[2], Catch::StartsWith("offices/khujand expires in 179 days"));
  CHECK_THAT(warnings[2], Catch::Contains("the office must submit again"));
  CHECK_THAT(warnings[3], Catch::StartsWith("snapshot expires in 179 days"));

  world.publish();
  CHECK(world.warnings().empty());
  world.remove_keys(world.keys, "root");
  world.time += days(1095 - 186 - 179);
  world.publish();
  warnings = world.warnings();
  REQUIRE(warnings.size() == 1);
  CHECK(warnings[0] ==
        "root expires in 179 days (2029-05-31): sign the next one: rohnamo-content keys renew");
  world.time += days(180);
  CHECK_THAT(world.warnings()[0], Catch::StartsWith("root has expired"));
}

TEST_CASE("periods are those of keys.yaml") {
  World world;
  REQUIRE(base::write_whole(disk(), world.keys / "keys.yaml",
                            "format: 1\nexpiry: {snapshot: 20, timestamp: 10, mission: 100}\n"));
  world.publish();
  const auto snapshot = tests::parsed<trust::Snapshot>(world.metadata("snapshot", 2)).role;
  CHECK(snapshot.expires == world.time + days(20));
  const auto timestamp = tests::parsed<trust::Timestamp>(world.metadata("timestamp", 0)).role;
  CHECK(timestamp.expires == world.time + days(10));
  world.replace("stories/first/en.md", "A body.", "Another body.");
  world.publish();
  const auto mission = tests::parsed<trust::Snapshot>(world.metadata("snapshot", 3)).role;
  for (const auto& [role, file] : mission.meta) {
    if (!role.starts_with("mission-") || file.version == 1) continue;
    CHECK(tests::parsed<trust::Targets>(world.metadata(role, file.version)).role.expires ==
          world.time + days(100));
  }
}

TEST_CASE("the list names roles, keys, holders and days") {
  World world;
  auto keyring = world.open();
  const auto& root = keyring.roots().newest().roles.at("root").keyids[0];
  const auto list = [&] {
    auto reopened = world.open();
    const auto held = publish::Repository::open(disk(), world.repository, reopened,
                                                publish::Repository::For::reading);
    REQUIRE(held);
    return *publish::list_keys(reopened, &*held);
  };
  const std::string id = root;
  keyring = world.open(world.online);  // lets the first folder go
  REQUIRE(base::write_whole(disk(), world.keys / "keys.yaml",
                            "format: 1\nholders: {\"" + id.substr(0, 8) + "\": Anna}\n"));
  REQUIRE(publish::make_key(disk(), world.keys, "targets"));
  const auto text = to_string(list(), world.time);
  CHECK_THAT(text, Catch::StartsWith("root: 1 of 1 signs, good until 2029-05-31 (1095 days)\n  " +
                                     id.substr(0, 8)));
  CHECK_THAT(text, Catch::Contains(", Anna\n"));
  CHECK_THAT(text, Catch::Contains("offices/khujand: 1 of 1 signs, good until 2027-06-01"));
  CHECK_THAT(text, Catch::Contains("timestamp: 1 of 1 signs, good until 2026-08-30 (90 days)"));
  CHECK_THAT(text, Catch::Contains("is no role's key any more"));
  const auto json = boost::json::parse(to_json(list(), world.time)).as_object();
  CHECK(json.at("format").as_int64() == 1);
  CHECK(json.at("roles").as_array().size() == 6);
  CHECK(json.at("roles").as_array()[0].as_object().at("days_left").as_int64() == 1095);
}
