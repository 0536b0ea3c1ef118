#include <sys/stat.h>
#include <zlib.h>
#include <catch2/catch.hpp>

#include <set>

#include "content/publish/history.hpp"
#include "content/publish/prune.hpp"
#include "tests/content/publish/publish_world.hpp"

using namespace rohnamo;
using publish::PublishReport;

namespace {

using tests::files_in;
using tests::parsed;

base::Fs& fs() {
  return base::posix_fs();
}

struct World : tests::PublishWorld {
  World() { make_keys(); }
};

// Follows the repository as a client does, from the root's keys down to every target's bytes.
// The targets' paths.
std::set<std::string> verified(World& world) {
  const auto root = parsed<trust::Root>(world.metadata("root", 1));
  CHECK(verify_threshold(root, root.role.roles.at("root"), root.role.keys, "root"));
  const auto top = [&](const auto& file, const std::string& role) {
    CHECK(verify_threshold(file, root.role.roles.at(role), root.role.keys, role));
  };
  const auto timestamp = parsed<trust::Timestamp>(world.metadata("timestamp", 0));
  top(timestamp, "timestamp");
  const auto snapshot_bytes = world.metadata("snapshot", timestamp.role.snapshot.version);
  CHECK(trust::check_file(snapshot_bytes, timestamp.role.snapshot, "snapshot"));
  const auto snapshot = parsed<trust::Snapshot>(snapshot_bytes);
  top(snapshot, "snapshot");
  const auto role = [&](const std::string& name) {
    auto file = parsed<trust::Targets>(world.metadata(name, snapshot.role.meta.at(name).version));
    CHECK(file.role.version == snapshot.role.meta.at(name).version);
    return file;
  };
  const auto targets = role("targets");
  top(targets, "targets");
  CHECK(targets.role.targets.empty());

  std::set<std::string> paths;
  const auto take = [&](const trust::Targets& found, const trust::Delegation& delegation) {
    for (const auto& [path, target] : found.targets) {
      CHECK(trust::covers(delegation, path));
      CHECK(paths.insert(path).second);
      const auto bytes = fs().read(
          world.repository / trust::target_path(path, target.hashes.at("sha256")), 10'000'000);
      REQUIRE(bytes);
      CHECK(base::sha256(*bytes).hex() == target.hashes.at("sha256"));
      CHECK(bytes->size() == target.length);
      CHECK(target.custom.contains("kind"));
    }
  };
  for (const auto& delegation : targets.role.delegations->roles) {
    const auto delegated = role(delegation.name);
    CHECK(verify_threshold(delegated, delegation.signers, targets.role.delegations->keys,
                           delegation.name));
    take(delegated.role, delegation);
    if (!delegated.role.delegations) continue;
    const auto& bins = *delegated.role.delegations->succinct_roles;
    for (std::uint64_t i = 0; i < trust::bin_count(bins); ++i) {
      const auto name = trust::bin_name(bins, i);
      const auto bin = role(name);
      CHECK(verify_threshold(bin, bins.signers, delegated.role.delegations->keys, name));
      for (const auto& [path, target] : bin.role.targets) CHECK(trust::bin_of(bins, path) == name);
      take(bin.role, delegation);
    }
  }
  return paths;
}

std::string gunzip(const std::string& packed) {
  std::string bytes(1'000'000, '\0');
  z_stream stream{};
  inflateInit2(&stream, 15 + 16);
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));
  stream.avail_in = static_cast<uInt>(packed.size());
  stream.next_out = reinterpret_cast<Bytef*>(bytes.data());
  stream.avail_out = static_cast<uInt>(bytes.size());
  CHECK(inflate(&stream, Z_FINISH) == Z_STREAM_END);
  bytes.resize(stream.total_out);
  inflateEnd(&stream);
  return bytes;
}

}  // namespace

// nginx's entity tag is the length and the whole seconds of the time of change, alone.
TEST_CASE("a web server tells two publications of one second apart") {
  World world;
  const auto seconds_of = [&](const char* name) {
    struct stat status {};
    REQUIRE(::stat((world.repository / "metadata" / name).c_str(), &status) == 0);
    return status.st_mtim.tv_sec;
  };
  world.publish();
  for (int i = 0; i < 3; ++i) {
    const auto plain = seconds_of("timestamp.json"), packed = seconds_of("timestamp.json.gz");
    world.publish();
    CHECK(seconds_of("timestamp.json") > plain);
    CHECK(seconds_of("timestamp.json.gz") > packed);
  }
}

TEST_CASE("a publication verifies from the root down to every byte") {
  World world;
  const auto report = world.publish();
  CHECK(report.version == 1);
  CHECK(report.targets == 16);
  const auto paths = verified(world);
  CHECK(paths.size() == 16);
  CHECK(paths.contains("offices/khujand/catalog"));
  CHECK(std::filesystem::exists(world.repository / "metadata/1.offices%2Fkhujand.json"));
}

TEST_CASE("all metadata has a gzip beside it, the same every time") {
  World world;
  world.publish();
  const auto files = files_in(world.repository);
  std::size_t count = 0;
  for (const auto& [path, bytes] : files) {
    if (!path.ends_with(".json")) continue;
    const auto& packed = files.at(path + ".gz");
    CHECK(gunzip(packed) == bytes);
    CHECK(packed.substr(4, 4) == std::string(4, '\0'));  // no time
    count += 1;
  }
  CHECK(count == 10);  // root, timestamp, snapshot, targets, mission, 4 bins, an office
}

TEST_CASE("publishing the same again renews snapshot and timestamp alone") {
  World world;
  world.publish();
  const auto before = files_in(world.repository);
  const auto report = world.publish();
  CHECK(report.changes.empty());
  CHECK(report.signed_roles == std::vector<std::string>{"snapshot", "timestamp"});
  auto after = files_in(world.repository);
  CHECK(after.erase("metadata/2.snapshot.json") == 1);
  CHECK(after.erase("metadata/2.snapshot.json.gz") == 1);
  for (const auto& [path, bytes] : after)
    if (!path.starts_with("metadata/timestamp")) CHECK(before.at(path) == bytes);
  CHECK(after.size() == before.size());
  verified(world);
}

TEST_CASE("a changed story touches its bin, the catalog's, snapshot and timestamp") {
  World world;
  world.publish();
  world.replace("stories/first/en.md", "Story first", "Another title");
  world.replace("stories/first/en.md", "A body.", "Another body.");
  const auto report = world.publish();
  const auto bins =
      parsed<trust::Targets>(world.metadata("mission", 1)).role.delegations->succinct_roles;
  std::set<std::string> expected{"snapshot", "timestamp", trust::bin_of(*bins, "mission/catalog"),
                                 trust::bin_of(*bins, "mission/stories/first/en")};
  CHECK(std::set<std::string>(report.signed_roles.begin(), report.signed_roles.end()) == expected);
  CHECK(report.signed_roles.back() == "timestamp");
  REQUIRE(report.changes.size() == 2);
  CHECK(report.changes[0].target == "mission/catalog");
  CHECK(report.changes[1].target == "mission/stories/first/en");
  CHECK(report.changes[1].what == publish::Change::What::changed);
  verified(world);
}

TEST_CASE("an office that goes leaves its metadata in the snapshot, for ever") {
  World world;
  world.publish();
  world.remove("offices");
  {
    auto keys = world.open();
    REQUIRE(publish::remove_office(keys, "khujand"));
  }
  const auto report = world.publish();
  REQUIRE(report.changes.size() == 1);
  CHECK(report.changes[0].what == publish::Change::What::removed);
  const auto snapshot = parsed<trust::Snapshot>(world.metadata("snapshot", 2));
  CHECK(snapshot.role.meta.contains("offices/khujand"));
  CHECK_FALSE(verified(world).contains("offices/khujand/catalog"));
}

TEST_CASE("an office whose folder is not there stays as it was published") {
  World world;
  world.publish();
  world.remove("offices");
  const auto report = world.publish();
  CHECK(report.changes.empty());
  REQUIRE(report.notes.size() == 1);
  CHECK_THAT(report.notes[0], Catch::Contains("office remove khujand"));
  CHECK(verified(world).contains("offices/khujand/catalog"));
}

TEST_CASE("an office without a key is refused in words") {
  World world;
  world.write("offices/bokhtar/contacts/a.yaml", world.read("contacts/mission.yaml"));
  const auto report = world.try_publish();
  REQUIRE_FALSE(report);
  CHECK_THAT(report.error().message, Catch::Contains("the office bokhtar has no key"));
  CHECK_FALSE(std::filesystem::exists(world.repository));
}

TEST_CASE("bins grow with the channel and never shrink") {
  World world;
  world.publish();
  for (int i = 0; i < 20; ++i) {
    const std::string folder = "stories/more-" + std::to_string(i);
    for (const std::string name : {"/story.yaml", "/en.md", "/fa.md", "/picture.svg"})
      world.write(folder + name, world.read("stories/first" + name));
  }
  world.publish();
  CHECK(parsed<trust::Targets>(world.metadata("mission", 2))
            .role.delegations->succinct_roles->bit_length == 4);
  CHECK(verified(world).size() == 116);
  for (int i = 0; i < 20; ++i) world.remove("stories/more-" + std::to_string(i));
  world.publish();
  CHECK(verified(world).size() == 16);
  const auto bins = parsed<trust::Targets>(world.metadata("mission", 2)).role.delegations;
  CHECK(bins->succinct_roles->bit_length == 4);
  CHECK_FALSE(std::filesystem::exists(world.repository / trust::metadata_path("mission", 3)));
}

TEST_CASE("signatures that run out are renewed in time") {
  World world;
  world.publish();
  world.time += std::chrono::days(180);
  CHECK(world.publish().signed_roles == std::vector<std::string>{"snapshot", "timestamp"});
  world.time += std::chrono::days(10);
  const auto report = world.publish();
  CHECK(report.signed_roles.size() == 9);
  CHECK(report.changes.empty());
  world.time += std::chrono::days(2 * 365);
  world.publish();
  CHECK(std::filesystem::exists(world.repository / "metadata/2.root.json"));
  CHECK(parsed<trust::Root>(world.metadata("root", 2)).role.expires >
        world.time + std::chrono::days(1000));
  verified(world);
}

TEST_CASE("a repository made anew goes on from the versions before") {
  World world;
  world.publish();
  world.publish();
  std::filesystem::remove_all(world.repository);
  CHECK(world.publish().version == 3);
  const auto snapshot = parsed<trust::Snapshot>(world.metadata("snapshot", 3));
  CHECK(snapshot.role.meta.at("targets").version == 2);
}

TEST_CASE("keys that lost their memory go on from the repository's versions") {
  World world;
  world.publish();
  std::filesystem::remove(world.keys / "versions.json");
  CHECK(world.publish().version == 2);
}

TEST_CASE("another's repository is refused and left alone") {
  World world;
  world.publish();
  const auto before = files_in(world.repository);
  std::filesystem::remove_all(world.keys);
  world.make_keys();
  const auto report = world.try_publish();
  REQUIRE_FALSE(report);
  CHECK(report.error().code == base::Code::untrusted);
  CHECK(files_in(world.repository) == before);
}

TEST_CASE("a clock before the last publication is refused") {
  World world;
  world.publish();
  world.time -= std::chrono::hours(1);
  const auto report = world.try_publish();
  REQUIRE_FALSE(report);
  CHECK_THAT(report.error().message, Catch::Contains("set the clock"));
}

TEST_CASE("what a broken publication left behind is no hindrance") {
  World world;
  world.publish();
  world.replace("stories/first/en.md", "A body.", "Another body.");
  const auto before = files_in(world.repository);
  const auto report = world.publish();
  // The power went before the snapshot: the new targets and bins are there, one of them torn.
  std::filesystem::remove(world.repository / "metadata/2.snapshot.json");
  const auto bin = trust::metadata_path(report.signed_roles[0], 2);
  std::filesystem::resize_file(world.repository / bin, 10);
  for (const std::string name : {"metadata/timestamp.json", "metadata/timestamp.json.gz"})
    REQUIRE(base::write_whole(fs(), world.repository / name, before.at(name)));
  world.publish();
  CHECK(verified(world).size() == 16);
}

TEST_CASE("old versions go, the last three stay") {
  World world;
  for (int i = 0; i < 6; ++i) {
    world.replace("stories/first/en.md", "Story first", "Story first x");
    world.publish();
  }
  const auto files = files_in(world.repository);
  CHECK_FALSE(files.contains("metadata/3.snapshot.json"));
  CHECK_FALSE(files.contains("metadata/3.snapshot.json.gz"));
  CHECK(files.contains("metadata/4.snapshot.json"));
  std::size_t catalogs = 0;
  for (const auto& [path, bytes] : files)
    catalogs += path.starts_with("targets/mission/") && path.ends_with(".catalog");
  CHECK(catalogs == 3);
  CHECK(verified(world).size() == 16);
}

TEST_CASE("no target stays that nothing names, though only those of what goes are looked for") {
  World world;
  const auto everything_that_is_left = [&] {
    auto keyring = world.open();
    const auto there = publish::Repository::open(fs(), world.repository, keyring,
                                                 publish::Repository::For::reading);
    REQUIRE(there);
    const auto earlier = publish::earlier_snapshot(fs(), world.repository, there->held().snapshot,
                                                   there->held().roles);
    return publish::prune(fs(), world.repository, earlier, publish::Sweep::everything);
  };
  std::size_t pruned = 0;
  for (int i = 0; i < 16; ++i) {
    INFO("publication " << i + 1);
    const std::string more = "stories/more-" + std::to_string(i / 3);
    if (i % 3 == 0)  // with the same picture as another's
      for (const std::string name : {"/story.yaml", "/en.md", "/fa.md", "/picture.svg"})
        world.write(more + name, world.read("stories/first" + name));
    if (i % 3 == 1) world.replace(more + "/en.md", "A body", "A longer body");
    if (i % 3 == 2 && i % 2 == 0) world.remove(more);
    pruned += world.publish().pruned;
    CHECK(everything_that_is_left() == 0U);
  }
  CHECK(pruned > 16);
  CHECK_FALSE(std::filesystem::exists(world.repository / ".unfinished"));
}

TEST_CASE("a publication after one that was interrupted takes out what that one left") {
  World world;
  world.publish();
  const std::string orphan = trust::target_path("mission/stories/gone/en", std::string(64, 'a'));
  REQUIRE(fs().make_directories((world.repository / orphan).parent_path()));
  REQUIRE(base::write_whole(fs(), world.repository / orphan, "{}"));
  world.publish();
  CHECK(fs().exists(world.repository / orphan));
  REQUIRE(base::write_whole(fs(), world.repository / ".unfinished", ""));
  world.publish();
  CHECK_FALSE(fs().exists(world.repository / orphan));
  CHECK_FALSE(fs().exists(world.repository / ".unfinished"));
}
