#include "sync/core/trusted_set.hpp"

#include "tests/sync/core/machine.hpp"

using namespace rohnamo;
using base::Code;
using core::TrustedSet;
using fakes::RepositoryWorld;
using Change = core::TrustedSet::Change;

namespace {

base::Time start() {
  return base::from_rfc3339("2030-06-01T12:00:00Z").value();
}

// A publication and what a client trusts of it.
struct World {
  RepositoryWorld server{start()};
  World() { server.publish(); }

  [[nodiscard]] std::string file(const std::string& role) const {
    return server.files.at(server.path_of(role));
  }
  [[nodiscard]] TrustedSet begin(base::Time now = start()) const {
    return TrustedSet::begin(server.root_file(), now).value();
  }
  // As far as the snapshot.
  [[nodiscard]] TrustedSet with_snapshot() const {
    TrustedSet set = begin();
    REQUIRE(set.update_timestamp(file("timestamp")));
    REQUIRE(set.update_snapshot(file("snapshot")));
    return set;
  }
  // What a machine that had all of it finds after a restart.
  [[nodiscard]] TrustedSet restored(base::Time now = start()) const {
    TrustedSet set = begin(now);
    REQUIRE(set.restore_timestamp(held_timestamp));
    REQUIRE(set.restore_snapshot(held_snapshot));
    return set;
  }
  void hold() {
    held_timestamp = file("timestamp");
    held_snapshot = file("snapshot");
  }
  std::string held_timestamp, held_snapshot;
};

}  // namespace

TEST_CASE("the whole of an honest publication is trusted") {
  World world;
  TrustedSet set = world.with_snapshot();
  REQUIRE(set.update_targets(world.file("targets"), "targets", "root"));
  REQUIRE(set.update_targets(world.file("mission"), "mission", "targets"));
  for (const char* bin : {"mission-0", "mission-1", "mission-2", "mission-3"})
    REQUIRE(set.update_targets(world.file(bin), bin, "mission"));
  std::size_t targets = 0;
  for (const char* bin : {"mission-0", "mission-1", "mission-2", "mission-3"})
    targets += set.targets(bin)->targets.size();
  CHECK(targets == 2);
  CHECK(set.expires() == world.server.timestamp.expires);
}

TEST_CASE("the trusted root must be one") {
  World world;
  CHECK(code_of(TrustedSet::begin("", start())) == Code::invalid_input);
  CHECK(code_of(TrustedSet::begin(world.file("timestamp"), start())) == Code::invalid_input);
  CHECK(code_of(TrustedSet::begin(std::string(core::root_limit + 1, ' '), start())) ==
        Code::too_large);
  world.server.keys["root"] = {trust::PrivateKey::generate()};
  world.server.write_root();
  CHECK(code_of(TrustedSet::begin(world.server.root_file(), start())) == Code::untrusted);
}

TEST_CASE("a root is followed by one that old and new keys have signed") {
  World world;
  RepositoryWorld& server = world.server;
  TrustedSet set = world.begin();
  const trust::PrivateKey old_key = server.keys["root"][0];
  server.rotate("root");
  const trust::PrivateKey new_key = server.keys["root"][1];
  server.root.version = 2;

  SECTION("both") {
    server.write_root();
    CHECK(set.update_root(server.root_file(2)).value() == false);
    CHECK(set.root().version == 2);
    // From now on the new key alone.
    server.keys["root"] = {new_key};
    server.root.version = 3;
    server.write_root();
    CHECK(set.update_root(server.root_file(3)));
    CHECK(set.root().version == 3);
  }
  SECTION("the old key alone") {
    server.keys["root"] = {old_key};
    server.write_root();
    CHECK(code_of(set.update_root(server.root_file(2))) == Code::untrusted);
    CHECK(set.root().version == 1);
  }
  SECTION("the new key alone") {
    server.keys["root"] = {new_key};
    server.write_root();
    CHECK(code_of(set.update_root(server.root_file(2))) == Code::untrusted);
    CHECK(set.root().version == 1);
  }
}

TEST_CASE("a root's version must be the next") {
  World world;
  TrustedSet set = world.begin();
  CHECK(code_of(set.update_root(world.server.root_file(1))) == Code::untrusted);
  world.server.root.version = 3;
  world.server.write_root();
  CHECK(code_of(set.update_root(world.server.root_file(3))) == Code::untrusted);
  CHECK(set.root().version == 1);
}

TEST_CASE("an intermediate root may have expired, the last one not") {
  World world;
  RepositoryWorld& server = world.server;
  TrustedSet set = world.begin();
  const base::Time good = server.root.expires;
  server.root.version = 2;
  server.root.expires = start();  // "MUST be higher than": not this moment either
  server.write_root();
  REQUIRE(set.update_root(server.root_file(2)));
  CHECK(code_of(set.finish_root()) == Code::expired);
  server.root.version = 3;
  server.root.expires = good;
  server.write_root();
  REQUIRE(set.update_root(server.root_file(3)));
  CHECK(set.finish_root());
}

TEST_CASE("a root tells when keys of timestamp or snapshot are no longer trusted") {
  World world;
  RepositoryWorld& server = world.server;
  TrustedSet set = world.begin();
  server.root.version = 2;
  SECTION("none changed") {
    server.write_root();
    CHECK(set.update_root(server.root_file(2)).value() == false);
  }
  SECTION("the timestamp's") {
    server.rotate("timestamp");
    server.write_root();
    CHECK(set.update_root(server.root_file(2)).value());
  }
  SECTION("the snapshot's") {
    server.rotate("snapshot");
    server.write_root();
    CHECK(set.update_root(server.root_file(2)).value());
  }
  SECTION("a key more") {
    const auto more = trust::PrivateKey::generate();
    server.root.keys.emplace(more.id(), more.public_key());
    server.root.roles["snapshot"].keyids.push_back(more.id());
    server.write_root();
    CHECK(set.update_root(server.root_file(2)).value() == false);
  }
  SECTION("another key under the old one's id") {
    const auto other = trust::PrivateKey::generate();
    server.root.keys.insert_or_assign(server.keys["timestamp"][0].id(), other.public_key());
    server.write_root();
    CHECK(set.update_root(server.root_file(2)).value());
  }
  SECTION("the same key under another id") {
    server.root.keys.emplace("renamed", server.keys["timestamp"][0].public_key());
    server.root.roles["timestamp"].keyids = {"renamed"};
    server.write_root();
    CHECK(set.update_root(server.root_file(2)).value() == false);
  }
  SECTION("the targets'") {
    server.rotate("targets");
    server.write_root();
    CHECK(set.update_root(server.root_file(2)).value() == false);
  }
}

TEST_CASE("a timestamp is refused") {
  World world;
  world.server.timestamp.version = 5;
  world.server.snapshot.version = 5;
  world.server.write_snapshot();
  world.server.write_timestamp();
  TrustedSet set = world.begin();
  REQUIRE(set.update_timestamp(world.file("timestamp")).value() == Change::newer);
  trust::Timestamp& timestamp = world.server.timestamp;
  timestamp.version = 6;
  Code expected = Code::untrusted;

  SECTION("signed by another") {
    world.server.keys["timestamp"] = {trust::PrivateKey::generate()};
  }
  SECTION("signed by the snapshot's key") {
    world.server.keys["timestamp"] = world.server.keys["snapshot"];
  }
  SECTION("not signed") {
    world.server.keys["timestamp"].clear();
  }
  SECTION("rolled back") {
    timestamp.version = 4;
  }
  SECTION("naming an older snapshot") {
    timestamp.snapshot.version = 4;
  }
  SECTION("expired") {
    timestamp.expires = start();
    expected = Code::expired;
  }
  world.server.write_timestamp();
  CHECK(code_of(set.update_timestamp(world.file("timestamp"))) == expected);
  CHECK(set.timestamp()->version == 5);
  CHECK(set.timestamp()->snapshot.version == 5);
}

TEST_CASE("an earlier timestamp is told apart from what is none") {
  World world;
  const std::string earlier = world.file("timestamp");
  world.server.publish();
  TrustedSet set = world.begin();
  REQUIRE(set.update_timestamp(world.file("timestamp")));
  CHECK(set.is_earlier_timestamp(earlier));
  CHECK_FALSE(set.is_earlier_timestamp(world.file("timestamp")));
  CHECK_FALSE(set.is_earlier_timestamp(earlier + std::string(core::timestamp_limit, ' ')));
}

TEST_CASE("a timestamp of the version that is held is left, whatever it says") {
  World world;
  TrustedSet set = world.begin();
  REQUIRE(set.update_timestamp(world.file("timestamp")));
  world.server.timestamp.snapshot.version = 100;
  world.server.write_timestamp();
  CHECK(set.update_timestamp(world.file("timestamp")).value() == Change::same);
  CHECK(set.timestamp()->snapshot.version == 1);
}

TEST_CASE("a held timestamp that has expired ends the update, and still sees a rollback") {
  World world;
  world.hold();
  const base::Time later = world.server.timestamp.expires;
  TrustedSet set = world.restored(later);
  CHECK(code_of(set.update_timestamp(world.held_timestamp)) == Code::expired);
  CHECK_FALSE(set.snapshot_current());
  CHECK(code_of(set.update_snapshot(world.held_snapshot)) == Code::expired);
  world.server.now = later;
  world.server.publish();
  CHECK(set.update_timestamp(world.file("timestamp")).value() == Change::newer);
}

TEST_CASE("a stick's timestamp may have expired a while ago, if its versions rise") {
  using std::chrono::days, std::chrono::seconds;
  World world;
  RepositoryWorld& server = world.server;
  server.root.expires = server.snapshot.expires = start() + days(1000);
  server.timestamp.version = 5;
  server.write_root();
  server.write_snapshot();
  server.write_timestamp();
  world.hold();
  struct Row {
    const char* name;
    seconds expired;       // so long ago
    std::int64_t version;  // of the stick's; the held one has 5, if there is one
    bool held;
    std::optional<Code> refused;
  };
  const Row row = GENERATE(values<Row>({
      {"not yet", -seconds(1), 6, true, {}},
      {"just now", seconds(0), 6, true, {}},
      {"for 89 days", days(89), 6, true, {}},
      {"for 90 days", days(90), 6, true, {}},
      {"for a second more", days(90) + seconds(1), 6, true, Code::expired},
      {"for 91 days", days(91), 6, true, Code::expired},
      {"the one that is held, as after a break", days(89), 5, true, {}},
      {"the one that is held, for 91 days", days(91), 5, true, Code::expired},
      {"an earlier one, for 89 days", days(89), 4, true, Code::untrusted},
      {"an earlier one, not yet", -days(1), 4, true, Code::untrusted},
      {"none is held, for 89 days", days(89), 5, false, {}},
      {"none is held, for 91 days", days(91), 5, false, Code::expired},
  }));
  INFO(row.name);
  server.timestamp.version = row.version;
  server.write_timestamp();
  const base::Time now = server.timestamp.expires + row.expired;
  TrustedSet set = TrustedSet::begin(server.root_file(), now, days(90)).value();
  if (row.held) REQUIRE(set.restore_timestamp(world.held_timestamp));
  const auto taken = set.update_timestamp(world.file("timestamp"));
  CHECK(taken.has_value() == !row.refused.has_value());
  if (row.refused) CHECK(code_of(taken) == *row.refused);
  if (taken) CHECK(set.update_snapshot(world.file("snapshot")));
  // A server has no such grace.
  TrustedSet strict = world.begin(now);
  CHECK(strict.update_timestamp(world.file("timestamp")).has_value() == (row.expired < seconds(0)));
}

TEST_CASE("an old timestamp has grace, an old snapshot or role has none") {
  using std::chrono::days;
  World world;
  RepositoryWorld& server = world.server;
  server.root.expires = start() + days(1000);
  server.write_root();
  const base::Time now = server.timestamp.expires + days(1);
  TrustedSet set = TrustedSet::begin(server.root_file(), now, days(90)).value();
  REQUIRE(set.update_timestamp(world.file("timestamp")));
  CHECK(code_of(set.update_snapshot(world.file("snapshot"))) == Code::expired);
  server.timestamp.version += 1;
  server.snapshot.expires = now + days(1);
  server.write_snapshot();
  server.write_timestamp();
  REQUIRE(set.update_timestamp(world.file("timestamp")));
  REQUIRE(set.update_snapshot(world.file("snapshot")));
  CHECK(code_of(set.update_targets(world.file("targets"), "targets", "root")) == Code::expired);
}

TEST_CASE("what another signed is no earlier timestamp") {
  World world;
  world.server.timestamp.version = 5;
  world.server.write_timestamp();
  TrustedSet set = world.begin();
  REQUIRE(set.update_timestamp(world.file("timestamp")));
  world.server.timestamp.version = 4;
  world.server.write_timestamp();
  CHECK(set.is_earlier_timestamp(world.file("timestamp")));
  world.server.keys["timestamp"] = {trust::PrivateKey::generate()};
  world.server.write_timestamp();
  CHECK_FALSE(set.is_earlier_timestamp(world.file("timestamp")));
  CHECK_FALSE(set.is_earlier_timestamp("no timestamp"));
}

TEST_CASE("a snapshot is refused") {
  World world;
  world.hold();
  RepositoryWorld& server = world.server;
  server.set_story("mission", "second", "Another");
  server.publish();
  TrustedSet set = world.restored();
  trust::Snapshot& snapshot = server.snapshot;
  Code expected = Code::untrusted;

  SECTION("signed by another") {
    server.keys["snapshot"] = {trust::PrivateKey::generate()};
    server.write_snapshot();
  }
  SECTION("without a role that was there") {
    snapshot.meta.erase("mission-0");
    server.write_snapshot();
  }
  SECTION("with an older version of a role") {
    // The held one is 1, and the newest versions must not matter: lower the held, not the new.
    snapshot.meta["mission"].version = 3;
    server.write_snapshot();
    server.write_timestamp();
    REQUIRE(set.update_timestamp(world.file("timestamp")));
    REQUIRE(set.update_snapshot(world.file("snapshot")));
    snapshot.meta["mission"].version = 2;
    ++snapshot.version;
    ++server.timestamp.version;
    server.write_snapshot();
  }
  SECTION("of another version than the timestamp names") {
    server.write_snapshot();
    server.timestamp.snapshot.version = 9;
  }
  SECTION("expired") {
    snapshot.expires = start();
    server.write_snapshot();
    expected = Code::expired;
  }
  server.write_timestamp();
  REQUIRE(set.update_timestamp(world.file("timestamp")));
  const std::int64_t held = set.snapshot()->version;
  CHECK(code_of(set.update_snapshot(world.file("snapshot"))) == expected);
  CHECK(set.snapshot()->version == held);
  CHECK(code_of(set.update_targets(world.file("targets"), "targets", "root")) == Code::untrusted);
}

TEST_CASE("a snapshot that is not the one that the timestamp names is refused before it is read") {
  World world;
  TrustedSet set = world.begin();
  REQUIRE(set.update_timestamp(world.file("timestamp")));
  const std::string good = world.file("snapshot");
  CHECK(code_of(set.update_snapshot(good + " ")) == Code::untrusted);
  CHECK(code_of(set.update_snapshot("")) == Code::untrusted);
  world.server.snapshot.meta["targets"].version = 7;  // well signed, mixed and matched
  world.server.write_snapshot();
  CHECK(code_of(set.update_snapshot(world.file("snapshot"))) == Code::untrusted);
  CHECK(set.update_snapshot(good));
}

TEST_CASE("the stored snapshot serves, whether or not it is the newest") {
  World world;
  world.hold();
  SECTION("it is: nothing is fetched") {
    TrustedSet set = world.restored();
    REQUIRE(set.update_timestamp(world.file("timestamp")));
    CHECK(set.snapshot_current());
    CHECK(set.update_targets(world.file("targets"), "targets", "root"));
  }
  SECTION("it is not: it still shows a rollback, though its hash no longer matches") {
    world.server.publish();
    TrustedSet set = world.restored();
    REQUIRE(set.update_timestamp(world.file("timestamp")).value() == Change::newer);
    CHECK_FALSE(set.snapshot_current());
    CHECK(set.snapshot()->version == 1);
  }
  SECTION("it has the version that the timestamp names, and other bytes: another is needed") {
    world.server.snapshot.meta["targets"].version = 7;
    world.server.write_snapshot();
    world.held_snapshot = world.file("snapshot");
    CHECK_FALSE(world.restored().snapshot_current());
  }
  SECTION("it has expired: another is needed") {
    TrustedSet set = world.restored(world.server.snapshot.expires);
    CHECK_FALSE(set.snapshot_current());
  }
  SECTION("it is not signed by who must: it is as if there were none") {
    world.server.keys["snapshot"] = {trust::PrivateKey::generate()};
    world.server.write_snapshot();
    TrustedSet set = world.begin();
    CHECK(code_of(set.restore_snapshot(world.file("snapshot"))) == Code::untrusted);
    CHECK(set.snapshot() == nullptr);
  }
}

TEST_CASE("a stored timestamp counts only where who must has signed it") {
  World world;
  world.server.keys["timestamp"] = {trust::PrivateKey::generate()};
  world.server.write_timestamp();
  TrustedSet set = world.begin();
  CHECK(code_of(set.restore_timestamp(world.file("timestamp"))) == Code::untrusted);
  CHECK(set.timestamp() == nullptr);
}

TEST_CASE("no snapshot without a timestamp") {
  World world;
  TrustedSet set = world.begin();
  CHECK(code_of(set.update_snapshot(world.file("snapshot"))) == Code::not_found);
}

TEST_CASE("a held file that expires first ends what rests on it") {
  World world;
  const base::Time soon = start() + std::chrono::hours(1);
  SECTION("the timestamp") {
    world.server.timestamp.expires = soon;
    world.server.write_timestamp();
    world.hold();
    CHECK_FALSE(world.restored(soon).snapshot_current());
    CHECK(world.restored(soon - std::chrono::seconds(1)).snapshot_current());
  }
  SECTION("the snapshot") {
    world.server.snapshot.expires = soon;
    world.server.write_snapshot();
    world.server.write_timestamp();
    world.hold();
    TrustedSet set = world.restored(soon);
    CHECK_FALSE(set.snapshot_current());
    CHECK(code_of(set.update_targets(world.file("targets"), "targets", "root")) == Code::expired);
  }
}

TEST_CASE("targets are refused") {
  World world;
  RepositoryWorld& server = world.server;
  Code expected = Code::untrusted;
  std::string role = GENERATE("targets", "mission", "mission-0");
  const std::string delegator =
      role == "targets" ? "root" : (role == "mission" ? "targets" : "mission");

  SECTION("signed by another") {
    server.keys[role == "mission-0" ? "bins" : role] = {trust::PrivateKey::generate()};
    server.write_targets(role);
  }
  SECTION("of another version than the snapshot names") {
    server.write_targets(role);
    server.snapshot.meta[role].version = 2;
  }
  SECTION("of another hash") {
    server.write_targets(role);
    server.snapshot.meta[role].hashes["sha256"] = std::string(64, '0');
  }
  SECTION("of another length") {
    server.write_targets(role);
    server.snapshot.meta[role].length = 7;
  }
  SECTION("expired") {
    server.targets[role].expires = start();
    server.write_targets(role);
    expected = Code::expired;
  }
  SECTION("not named by the snapshot") {
    server.snapshot.meta.erase(role);
    expected = Code::not_found;
  }
  server.write_snapshot();
  server.write_timestamp();
  TrustedSet set = world.with_snapshot();
  if (role != "targets") REQUIRE(set.update_targets(world.file("targets"), "targets", "root"));
  if (role == "mission-0") REQUIRE(set.update_targets(world.file("mission"), "mission", "targets"));
  CHECK(code_of(set.update_targets(world.file(role), role, delegator)) == expected);
  CHECK(set.targets(role) == nullptr);
}

TEST_CASE("a role counts only where it was delegated") {
  World world;
  TrustedSet set = world.with_snapshot();
  REQUIRE(set.update_targets(world.file("targets"), "targets", "root"));
  // Not from a delegator that is not held, and not from one that does not name it.
  CHECK(code_of(set.update_targets(world.file("mission-0"), "mission-0", "mission")) ==
        Code::not_found);
  CHECK(code_of(set.update_targets(world.file("mission-0"), "mission-0", "targets")) ==
        Code::not_found);
  CHECK(code_of(set.update_targets(world.file("mission"), "mission", "root")) == Code::not_found);
  REQUIRE(set.update_targets(world.file("mission"), "mission", "targets"));
  CHECK(set.update_targets(world.file("mission-0"), "mission-0", "mission"));
}

TEST_CASE("only bins that there are are delegated to") {
  World world;
  for (const char* name : {"mission-4", "mission-00", "mission-", "mission-x", "mission--1"}) {
    world.server.targets[name] = world.server.targets["mission-0"];
    world.server.write_targets(name);
  }
  world.server.write_snapshot();
  world.server.write_timestamp();
  TrustedSet set = world.with_snapshot();
  REQUIRE(set.update_targets(world.file("targets"), "targets", "root"));
  REQUIRE(set.update_targets(world.file("mission"), "mission", "targets"));
  CHECK(set.update_targets(world.file("mission-3"), "mission-3", "mission"));
  for (const char* name : {"mission-4", "mission-00", "mission-", "mission-x", "mission--1"})
    CHECK(code_of(set.update_targets(world.file(name), name, "mission")) == Code::not_found);
}

TEST_CASE("a role that two delegate to is verified for each") {
  World world;
  RepositoryWorld& server = world.server;
  server.add_office("a");
  server.publish();
  // The office delegates to the mission too, but to keys that never signed it.
  const auto stranger = trust::PrivateKey::generate();
  auto& delegations = server.targets["offices/a"].delegations.emplace();
  delegations.keys.emplace(stranger.id(), stranger.public_key());
  delegations.roles.push_back({"mission", {{stranger.id()}, 1}, false, {"*"}, {}});
  server.write_targets("offices/a");
  server.write_snapshot();
  server.write_timestamp();
  TrustedSet set = world.with_snapshot();
  REQUIRE(set.update_targets(world.file("targets"), "targets", "root"));
  REQUIRE(set.update_targets(world.file("offices/a"), "offices/a", "targets"));
  REQUIRE(set.update_targets(world.file("mission"), "mission", "targets"));
  CHECK(code_of(set.update_targets(world.file("mission"), "mission", "offices/a")) ==
        Code::untrusted);
}

TEST_CASE("sizes are limited before anything is parsed") {
  World world;
  TrustedSet set = world.begin();
  CHECK(code_of(set.update_root(std::string(core::root_limit + 1, '{'))) == Code::too_large);
  CHECK(code_of(set.update_timestamp(std::string(core::timestamp_limit + 1, '{'))) ==
        Code::too_large);
  CHECK(code_of(set.restore_timestamp(std::string(core::timestamp_limit + 1, '{'))) ==
        Code::too_large);
  CHECK(code_of(set.restore_snapshot(std::string(core::snapshot_limit + 1, '{'))) ==
        Code::too_large);
  CHECK(code_of(set.read_stale(std::string(core::targets_limit + 1, '{'), "targets", "root")) ==
        Code::too_large);
  REQUIRE(set.update_timestamp(world.file("timestamp")));
  CHECK(code_of(set.update_snapshot(std::string(core::snapshot_limit + 1, '{'))) ==
        Code::too_large);
  REQUIRE(set.update_snapshot(world.file("snapshot")));
  CHECK(code_of(set.update_targets(std::string(core::targets_limit + 1, '{'), "targets", "root")) ==
        Code::too_large);
}
