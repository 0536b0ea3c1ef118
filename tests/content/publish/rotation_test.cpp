// Keys lost, stolen and merely old: the screens of the first day follow each time.
#include "content/publish/rotation.hpp"

#include <catch2/catch.hpp>

#include "content/publish/resign.hpp"
#include "content/publish/sign.hpp"
#include "tests/content/publish/publish_world.hpp"

using namespace rohnamo;
using publish::SignersChange;
using tests::disk;

namespace {

struct World : tests::PublishWorld {
  explicit World(const publish::KeyPlan& plan = {}) { make_keys(plan); }

  // Whoever has a copy of the keys signs what they like: timestamp and snapshot of this version.
  void publish_as_thief(const base::Path& stolen, std::int64_t version) {
    const auto keyring = open(stolen);
    const auto& roles = keyring.roots().newest().roles;
    const auto old = tests::parsed<trust::Timestamp>(metadata("timestamp", 0)).role;
    auto snapshot = tests::parsed<trust::Snapshot>(metadata("snapshot", old.snapshot.version)).role;
    snapshot.version = version;
    const auto file = *trust::sign(snapshot, keyring.held(roles.at("snapshot")));
    trust::Timestamp timestamp = old;
    timestamp.version = version;
    timestamp.snapshot = trust::describe(version, file);
    write_metadata("snapshot", version, file);
    write_metadata("timestamp", 0, *trust::sign(timestamp, keyring.held(roles.at("timestamp"))));
  }

  void write_metadata(const std::string& role, std::int64_t version, const std::string& bytes) {
    REQUIRE(base::write_whole(disk(), repository / trust::metadata_path(role, version), bytes));
  }

  base::Path copy_of_keys() {
    const auto copy = root() / "stolen";
    std::filesystem::copy(keys, copy, std::filesystem::copy_options::recursive);
    return copy;
  }
};

const std::vector<std::string> everything{"contact:mission", "contact:offices/khujand/office",
                                          "notice:closed", "story:first", "story:second"};

}  // namespace

TEST_CASE("a key of any role is rotated, and the screens follow") {
  const std::string role = GENERATE(as<std::string>(), "root", "targets", "mission", "snapshot",
                                    "timestamp", "offices/khujand");
  World world;
  world.publish();
  auto screen = world.screen();
  CHECK(screen.follow(world.time).empty());
  const auto before = publish::signers_of(world.open(), role)->keyids;

  CHECK(world.rotate(role).missing.empty());
  const auto after = publish::signers_of(world.open(), role)->keyids;
  CHECK(after.size() == 1);
  CHECK(after != before);
  world.remove("stories/second");
  world.publish();
  CHECK(screen.follow(world.time).empty());
  CHECK(screen.shown().size() == everything.size() - 1);
  const bool of_root = role != "mission" && role != "offices/khujand";
  CHECK(screen.root_version() == (of_root ? 2 : 1));

  // And a screen that was switched off all the while.
  auto late = world.screen();
  CHECK(late.follow(world.time).empty());
  CHECK(late.shown() == screen.shown());
}

TEST_CASE("all keys are rotated one after another, and a screen that slept follows at once") {
  World world;
  world.publish();
  auto screen = world.screen();
  screen.follow(world.time);
  for (const char* role : {"timestamp", "snapshot", "targets", "mission", "root", "root"})
    world.rotate(role);
  world.publish();
  CHECK(screen.follow(world.time).empty());
  CHECK(screen.shown() == everything);
  CHECK(screen.root_version() == 6);
}

TEST_CASE("a stolen key opens nothing once it is rotated") {
  World world;
  world.publish();
  auto screen = world.screen();
  screen.follow(world.time);
  const auto stolen = world.copy_of_keys();
  world.rotate("timestamp");
  world.publish();
  screen.follow(world.time);
  world.publish_as_thief(stolen, 1000);
  const auto update = screen.update(world.time);
  REQUIRE_FALSE(update);
  CHECK(update.error().code == base::Code::untrusted);
  CHECK(screen.shown() == everything);
  // The mission is not led astray by it either: its own versions go on.
  CHECK(world.publish().version == 3);
  screen.follow(world.time);
}

TEST_CASE("who stole the keys of timestamp and snapshot cannot use up the versions") {
  World world;
  world.publish();
  auto screen = world.screen();
  world.publish_as_thief(world.copy_of_keys(), std::int64_t{1} << 60);
  screen.follow(world.time);  // there is nothing yet to tell it from an honest one

  const auto refused = world.try_publish();
  REQUIRE_FALSE(refused);
  CHECK_THAT(refused.error().message, Catch::Contains("somebody else has signed with its key"));
  world.rotate("timestamp");
  world.rotate("snapshot");
  world.remove("stories/second");
  CHECK(world.publish().version == 2);
  screen.follow(world.time);
  CHECK(screen.shown().size() == everything.size() - 1);
}

TEST_CASE("a root of three keys, of which two must sign, is signed on two machines") {
  publish::KeyPlan plan;
  plan.signers = {{"root", 3}};
  plan.thresholds = {{"root", 2}};
  World world(plan);
  world.publish();
  auto screen = world.screen();
  screen.follow(world.time);
  const auto second = world.root() / "second", third = world.root() / "third";
  std::filesystem::rename(world.keys / "signer-2", second);
  std::filesystem::rename(world.keys / "signer-3", third);

  const auto decision = world.rotate("timestamp");
  CHECK_THAT(decision.missing, Catch::Contains("1 more of the present root's keys"));
  CHECK(decision.file == world.keys / "2.root.draft.json");
  const auto draft = *disk().read(decision.file, 1'000'000);

  SECTION("without the second signature nothing changes") {
    world.publish();
    CHECK(world.open().roots().newest().version == 1);
    screen.follow(world.time);
    CHECK(screen.root_version() == 1);
  }
  SECTION("a folder without a wanted key says so") {
    const auto report = publish::sign_root(disk(), decision.file, world.open());
    REQUIRE_FALSE(report);
    CHECK_THAT(report.error().message, Catch::Contains("no key that is wanted"));
    CHECK(*disk().read(decision.file, 1'000'000) == draft);
  }
  SECTION("another change joins the draft, and each of the others can sign it") {
    world.rotate("targets");
    const auto signer = GENERATE_COPY(second, third);
    const auto carried = world.root() / "carried.json";
    std::filesystem::copy(decision.file, carried);
    const auto report = publish::sign_root(disk(), carried, world.open(signer));
    REQUIRE(report);
    CHECK(report->complete());
    CHECK_THAT(report->about, Catch::Contains("timestamp is signed with 1 of"));
    std::filesystem::rename(carried, decision.file);
    CHECK(world.open().roots().newest().version == 2);  // opened, and in force
    CHECK_FALSE(std::filesystem::exists(decision.file));
    world.publish();
    screen.follow(world.time);
    CHECK(screen.root_version() == 2);
    CHECK(screen.shown() == everything);
  }
}

TEST_CASE("one of three root keys is lost: the other two replace it") {
  publish::KeyPlan plan;
  plan.signers = {{"root", 3}};
  plan.thresholds = {{"root", 2}};
  World world(plan);
  world.publish();
  auto screen = world.screen();
  screen.follow(world.time);
  const auto second = world.root() / "second";
  std::filesystem::rename(world.keys / "signer-2", second);
  const auto lost_folder = world.keys / "signer-3";
  const auto lost = world.open(lost_folder).keys()[0].key.id();
  std::filesystem::remove_all(lost_folder);

  // The new holder makes the key, and gives its public half alone.
  const auto fresh = publish::make_key(disk(), world.root() / "new-holder", "root");
  REQUIRE(fresh);
  publish::Decision decision;
  {
    auto keyring = world.open();
    const SignersChange change{"root", lost, fresh->key.public_key(), {}};
    const auto decided = publish::change_signers(keyring, change, {}, world.time);
    REQUIRE(decided);
    decision = *decided;
  }
  REQUIRE_FALSE(decision.missing.empty());
  const auto signed_by_second = publish::sign_root(disk(), decision.file, world.open(second));
  REQUIRE(signed_by_second);
  CHECK(signed_by_second->complete());
  world.publish();
  screen.follow(world.time);
  CHECK(screen.root_version() == 2);
  const auto root = world.open().roots().newest().roles.at("root");
  CHECK(root.threshold == 2);
  CHECK(std::count(root.keyids.begin(), root.keyids.end(), lost) == 0);
  CHECK(std::count(root.keyids.begin(), root.keyids.end(), fresh->key.id()) == 1);

  // The next change needs the second holder's folder to know root 2 first.
  world.rotate("snapshot");
  const auto draft = world.keys / "3.root.draft.json";
  CHECK_THAT(publish::sign_root(disk(), draft, world.open(second)).error().message,
             Catch::Contains("copy the roots between"));
  std::filesystem::copy(world.keys / "2.root.json", second / "2.root.json");
  CHECK(publish::sign_root(disk(), draft, world.open(second)));
}

TEST_CASE("signers can be added and taken away, but never so that nobody could sign") {
  World world;
  auto keyring = world.open();
  const auto change = [&](SignersChange change) {
    return publish::change_signers(keyring, change, {}, world.time);
  };
  const auto other = trust::PrivateKey::generate().public_key();
  const auto own = publish::signers_of(keyring, "mission")->keyids[0];
  CHECK(change({"mission", own, {}, {}}).error().code == base::Code::invalid_input);
  CHECK(change({"mission", {}, {}, 2}).error().code == base::Code::invalid_input);
  CHECK(change({"mission", {}, other, 2}));
  CHECK(publish::signers_of(keyring, "mission")->threshold == 2);
  CHECK(change({"mission", {}, other, {}}).error().code == base::Code::invalid_input);
  CHECK(change({"mission", own, {}, {}}).error().code == base::Code::invalid_input);
  CHECK(change({"mission", own, {}, 1}));
  CHECK(publish::signers_of(keyring, "mission")->keyids == std::vector{other.id()});
  CHECK(change({"nobody", {}, other, {}}).error().code == base::Code::not_found);
  CHECK(change({"offices/nobody", {}, other, {}}).error().code == base::Code::not_found);
}

TEST_CASE("a root is renewed where its keys are, and long before it expires") {
  World world;
  world.publish();
  auto screen = world.screen();
  screen.follow(world.time);
  world.time += std::chrono::days(700);
  world.publish();
  CHECK(world.open().roots().newest().version == 1);
  world.time += std::chrono::days(50);
  world.publish();
  CHECK(world.open().roots().newest().version == 2);
  screen.follow(world.time);
  CHECK(screen.root_version() == 2);
}

TEST_CASE("without the root's key a publication goes on until the root expires") {
  World world;
  world.publish();
  world.remove_keys(world.keys, "root");
  world.time += std::chrono::days(1000);
  world.publish();
  auto screen = world.screen();
  screen.follow(world.time);
  world.time += std::chrono::days(100);
  world.publish();
  CHECK(screen.update(world.time).error().code == base::Code::expired);
}
