// What sync says is believed in nothing.
#include "systemd/machine/software_trust.hpp"

#include <sys/stat.h>

#include <filesystem>
#include <fstream>

#include "systemd/machine/systemd_services.hpp"
#include "tests/fakes/memory_fs.hpp"
#include "tests/systemd/machine/upgrade_world.hpp"
#include "tests/temporary_folder.hpp"

using namespace rohnamo;
using base::Code;
using fakes::RepositoryWorld;
using trust::SoftwarePackage;

namespace {

struct World {
  RepositoryWorld server{tests::upgrade_start()};
  SoftwarePackage kiosk = server.put_package("rohnamo-kiosk", "0.2.0", "amd64", "a deb");
  tests::SyncWorld sync;
  fakes::MemoryFs fs;
  std::string root = server.root_file();

  World() {
    server.publish();
    sync.follow(server);
  }

  // The role signed anew as it stands, and all that points to it.
  void write_software() {
    ++server.targets["software"].version;
    server.write_targets("software");
    write_top();
  }
  void write_top() {
    ++server.snapshot.version;
    server.write_snapshot();
    ++server.timestamp.version;
    server.write_timestamp();
    sync.follow(server);
  }

  base::Result<trust::SoftwareSet> verify(base::Time system = tests::upgrade_start()) {
    machine::SoftwareTrust trust(fs, "/machine", tests::upgrade_start() - std::chrono::days(100));
    return trust.verify(sync, root, system, "amd64");
  }
  Code refusal(base::Time system = tests::upgrade_start()) {
    const auto set = verify(system);
    REQUIRE_FALSE(set);
    return set.error().code;
  }
};

}  // namespace

TEST_CASE("what the mission signs is the set, again and again") {
  World world;
  CHECK(world.verify() == trust::SoftwareSet{world.kiosk});
  CHECK(world.verify() == trust::SoftwareSet{world.kiosk});
}

TEST_CASE("a publication without software has none") {
  World world;
  world.server.targets["targets"].delegations->roles.pop_back();
  ++world.server.targets["targets"].version;
  world.server.write_targets("targets");
  world.write_top();
  CHECK(world.verify() == trust::SoftwareSet());
}

TEST_CASE("other keys than that of software sign none") {
  World world;
  SECTION("the mission's") {
    world.server.keys["software"] = world.server.keys["mission"];
  }
  SECTION("that of targets") {
    world.server.keys["software"] = world.server.keys["targets"];
  }
  SECTION("a stranger's") {
    world.server.keys["software"] = {trust::PrivateKey::generate()};
  }
  world.write_software();
  CHECK(world.refusal() == Code::untrusted);
}

TEST_CASE("versions never go back, whatever sync has") {
  World world;
  const auto before = world.sync;
  world.server.remove_package(world.kiosk);
  world.server.put_package("rohnamo-kiosk", "0.3.0", "amd64", "a later deb");
  world.server.publish();
  world.sync.follow(world.server);
  REQUIRE(world.verify());
  const auto now = world.sync;
  SECTION("all of it") {
    world.sync = before;
  }
  SECTION("the timestamp") {
    world.sync.files["metadata/timestamp.json"] = before.files.at("metadata/timestamp.json");
  }
  SECTION("the timestamp, where both are of one snapshot") {
    const auto earlier = world.sync.files.at("metadata/timestamp.json");
    ++world.server.timestamp.version;
    world.server.write_timestamp();
    world.sync.follow(world.server);
    REQUIRE(world.verify());
    world.sync.files["metadata/timestamp.json"] = earlier;
  }
  SECTION("the snapshot, which is read where the timestamp is a later one") {
    ++world.server.snapshot.version;
    world.server.write_snapshot();
    ++world.server.timestamp.version;
    world.server.write_timestamp();
    world.sync.follow(world.server);
    world.sync.files["metadata/snapshot.json"] = before.files.at("metadata/snapshot.json");
  }
  SECTION("the role") {
    world.sync.files["metadata/software.json"] = before.files.at("metadata/software.json");
  }
  CHECK(world.refusal() == Code::untrusted);
  world.sync = now;
}

TEST_CASE("what has expired is not installed") {
  World world;
  SECTION("the root") {
    world.server.root.expires = tests::upgrade_start() - std::chrono::hours(1);
    ++world.server.root.version;
    world.server.write_root();
    world.write_top();
    CHECK(world.refusal() == Code::expired);
  }
  SECTION("the role of software") {
    world.server.targets["software"].expires = tests::upgrade_start() - std::chrono::hours(1);
    world.write_software();
    CHECK(world.refusal() == Code::expired);
  }
  SECTION("the timestamp, also where it was taken once") {
    REQUIRE(world.verify());
    CHECK(world.refusal(world.server.timestamp.expires) == Code::expired);
  }
}

TEST_CASE("time is this program's own") {
  World world;
  SECTION("a clock from before what was signed is not believed, and proves nothing expired") {
    CHECK(world.verify(base::Time()));
    machine::SoftwareTrust trust(world.fs, "/machine", base::Time());
    CHECK(trust.now(base::Time()) == tests::upgrade_start());
    CHECK_FALSE(trust.believes(base::Time()));
    CHECK(trust.believes(tests::upgrade_start() + std::chrono::hours(1)));
  }
  SECTION("what was signed to expire before it was signed proves nothing later than that") {
    world.server.timestamp.signed_at = world.server.timestamp.expires + std::chrono::days(1);
    ++world.server.timestamp.version;
    world.server.write_timestamp();
    world.sync.follow(world.server);
    CHECK(world.verify());
    machine::SoftwareTrust trust(world.fs, "/machine", base::Time());
    CHECK(trust.now(base::Time()) == world.server.timestamp.expires);
  }
  SECTION("a later publication that says an earlier time takes none back") {
    REQUIRE(world.verify());
    world.server.timestamp.signed_at = tests::upgrade_start() - std::chrono::days(1);
    ++world.server.timestamp.version;
    world.server.write_timestamp();
    world.sync.follow(world.server);
    CHECK(world.verify());
    machine::SoftwareTrust trust(world.fs, "/machine", base::Time());
    CHECK(trust.now(base::Time()) == tests::upgrade_start());
  }
  SECTION("nor is one from the far future") {
    CHECK(world.verify(tests::upgrade_start() + std::chrono::days(365 * 50)));
  }
}

TEST_CASE("a root that follows is followed; one that is left out is not skipped") {
  World world;
  REQUIRE(world.verify());
  for (const char* role : {"root", "timestamp"}) {
    world.server.rotate(role);
    ++world.server.root.version;
    world.server.write_root();
  }
  world.write_top();
  SECTION("all are there") {
    const auto set = world.verify();
    if (!set) FAIL(set.error().message);
    CHECK(*set == trust::SoftwareSet{world.kiosk});
  }
  SECTION("one lacks") {
    world.sync.files.erase("roots/2.root.json");
    CHECK(world.refusal() == Code::untrusted);
  }
  SECTION("another installed root begins anew") {
    RepositoryWorld other(tests::upgrade_start());
    world.root = other.root_file();
    CHECK(world.refusal() == Code::untrusted);
  }
}

TEST_CASE("what is too long is not read to its end") {
  World world;
  const auto role = GENERATE("timestamp", "snapshot", "targets", "software");
  world.sync.files["metadata/" + std::string(role) + ".json"] = std::string(6'000'000, ' ');
  CHECK(world.refusal() == Code::too_large);
}

TEST_CASE("a stranger's folder is read without following links, and plain files alone") {
  const tests::TemporaryFolder folder;
  const base::Path state = folder.path() / "sync";
  std::filesystem::create_directories(state / "metadata");
  std::ofstream(folder.path() / "secret") << "secret";
  std::ofstream(state / "metadata/plain") << "plain";
  machine::StrangersFolder sync(state);
  CHECK(sync.read("metadata/plain", 5) == "plain");
  CHECK(sync.read("metadata/plain", 4).error().code == Code::too_large);
  CHECK(sync.read("metadata/none", 5).error().code == Code::not_found);

  base::Path read = "metadata/link";
  SECTION("a link to a file") {
    std::filesystem::create_symlink(folder.path() / "secret", state / read);
  }
  SECTION("a link to a folder") {
    std::filesystem::create_symlink(folder.path(), state / "elsewhere");
    read = "elsewhere/secret";
  }
  SECTION("a pipe, at which a reader would wait for ever") {
    REQUIRE(::mkfifo((state / read).c_str(), 0600) == 0);
  }
  SECTION("the folder itself") {
    std::filesystem::rename(state, folder.path() / "real");
    std::filesystem::create_symlink(folder.path() / "real", state);
    read = "metadata/plain";
  }
  CHECK(sync.read(read, 100).error().code == Code::invalid_input);
}

TEST_CASE("what a screen tells is believed when it runs as the new version and shows its stories") {
  tests::SyncWorld told;
  const auto complaint = [&](const std::string& version, bool edition) {
    return machine::complaint_about(told, version, edition).value_or("none");
  };
  CHECK_THAT(complaint("0.2.0", false), Catch::StartsWith("the screen has told nothing"));
  told.files["status.json"] =
      R"({"format":1,"written":"2030-06-01T03:00:00Z","version":"0.2.0","edition":"",)"
      R"("refused_edition":"e","refused_because":"it is newer","video":""})";
  CHECK(complaint("0.2.0", false) == "none");
  CHECK(complaint("", false) == "none");
  CHECK(complaint("0.3.0", false) == "the screen runs as version 0.2.0, not 0.3.0");
  CHECK_THAT(complaint("0.2.0", true), Catch::EndsWith("showed before: it is newer"));
}
