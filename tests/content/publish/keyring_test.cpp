#include <sys/stat.h>
#include <catch2/catch.hpp>
#include <set>

#include "content/publish/new_keys.hpp"
#include "tests/content/publish/channel_world.hpp"

using namespace rohnamo;
using publish::Keyring;

namespace {

base::Fs& fs() {
  return base::posix_fs();
}

unsigned mode(const base::Path& path) {
  struct stat status {};
  REQUIRE(::stat(path.c_str(), &status) == 0);
  return status.st_mode & 0777U;
}

struct World {
  tests::TemporaryFolder folder;
  base::Path keys = folder.path() / "keys";
  base::Time now = tests::ChannelWorld::now();

  std::vector<base::Path> pems(const base::Path& in) const {
    std::vector<base::Path> found;
    const auto names = fs().list(in);
    for (const auto& name : *names)
      if (name.ends_with(".pem")) found.push_back(in / name);
    return found;
  }
};

}  // namespace

TEST_CASE("new keys are the owner's alone and are never overwritten") {
  World world;
  REQUIRE(publish::new_keys(fs(), world.keys, world.now));
  std::set<std::string> roles;
  for (const auto& path : world.pems(world.keys)) {
    CHECK(mode(path) == 0600);
    roles.insert(path.filename().string().substr(0, path.filename().string().find('-')));
  }
  CHECK(roles == std::set<std::string>{"root", "targets", "mission", "snapshot", "timestamp"});
  CHECK(mode(world.keys) == 0700);
  const auto first = world.pems(world.keys)[0];
  const auto before = *fs().read(first, 1000);
  const auto again = publish::new_keys(fs(), world.keys, world.now);
  REQUIRE_FALSE(again);
  CHECK_THAT(again.error().message, Catch::Contains("holds keys already"));
  CHECK(*fs().read(first, 1000) == before);
}

TEST_CASE("a key that others can read is refused, and how to close it is said") {
  World world;
  REQUIRE(publish::new_keys(fs(), world.keys, world.now));
  const auto path = world.pems(world.keys)[0];
  const unsigned open = GENERATE(0640U, 0604U, 0660U, 0620U);
  REQUIRE(::chmod(path.c_str(), open) == 0);
  const auto keyring = Keyring::open(fs(), world.keys);
  REQUIRE_FALSE(keyring);
  CHECK(keyring.error().code == base::Code::untrusted);
  CHECK_THAT(keyring.error().message, Catch::Contains("chmod 600 " + path.string()));
  REQUIRE(::chmod(path.c_str(), 0400) == 0);
  CHECK(Keyring::open(fs(), world.keys));
}

TEST_CASE("an office's key stands beside the mission's") {
  World world;
  REQUIRE(publish::new_keys(fs(), world.keys, world.now));
  auto keyring = Keyring::open(fs(), world.keys);
  REQUIRE(keyring);
  const auto folder = world.keys / "offices/khujand";
  const auto made = publish::new_office(fs(), *keyring, "khujand", folder);
  REQUIRE(made);
  CHECK(mode(*made) == 0600);
  CHECK(publish::new_office(fs(), *keyring, "khujand", folder).error().code ==
        base::Code::invalid_input);
  CHECK(publish::new_office(fs(), *keyring, "../x", folder).error().code ==
        base::Code::invalid_input);
  keyring = base::fail(base::Code::io, "closed");
  keyring = Keyring::open(fs(), world.keys);
  REQUIRE(keyring);
  const auto* office = publish::find_delegation(*keyring->delegations(), "offices/khujand");
  REQUIRE(office != nullptr);
  CHECK(keyring->held(office->signers).size() == 1);
  CHECK(publish::find_delegation(*keyring->delegations(), "offices/bokhtar") == nullptr);
}

TEST_CASE("one publisher at a time") {
  World world;
  REQUIRE(publish::new_keys(fs(), world.keys, world.now));
  const auto first = Keyring::open(fs(), world.keys);
  REQUIRE(first);
  CHECK(Keyring::open(fs(), world.keys).error().code == base::Code::busy);
}

TEST_CASE("a signer of three has a folder of their own") {
  World world;
  publish::KeyPlan plan;
  plan.signers = {{"root", 3}, {"mission", 2}};
  plan.thresholds = {{"root", 2}, {"mission", 2}};
  const auto made = publish::new_keys(fs(), world.keys, world.now, plan);
  REQUIRE(made);
  REQUIRE(made->signer_folders.size() == 2);
  CHECK(world.pems(world.keys).size() == 5);
  CHECK(world.pems(made->signer_folders[0]).size() == 2);
  CHECK(world.pems(made->signer_folders[1]).size() == 1);
  const auto keyring = Keyring::open(fs(), world.keys);
  REQUIRE(keyring);
  const auto& root = keyring->roots().newest();
  CHECK(root.roles.at("root").keyids.size() == 3);
  CHECK(root.roles.at("root").threshold == 2);
  CHECK(root.roles.at("targets").threshold == 1);
  // What lies below the folder, not yet handed over, does not count as here.
  CHECK(keyring->held(root.roles.at("root")).size() == 1);
  const auto second = Keyring::open(fs(), made->signer_folders[0]);
  REQUIRE(second);
  CHECK(second->held(root.roles.at("root")).size() == 1);
}

TEST_CASE("a plan that could never sign makes no keys") {
  World world;
  publish::KeyPlan plan;
  SECTION("a threshold above the signers") {
    plan.thresholds = {{"root", 2}};
  }
  SECTION("several signers for a machine's role") {
    plan.signers = {{"timestamp", 2}};
  }
  SECTION("too many") {
    plan.signers = {{"root", 17}};
  }
  CHECK(publish::new_keys(fs(), world.keys, world.now, plan).error().code ==
        base::Code::invalid_input);
  CHECK_FALSE(std::filesystem::exists(world.keys));
}

TEST_CASE("keys.yaml says how long signatures last, and its faults are named") {
  World world;
  REQUIRE(publish::new_keys(fs(), world.keys, world.now));
  const auto write = [&](const std::string& text) {
    REQUIRE(base::write_whole(fs(), world.keys / "keys.yaml", text));
    return publish::read_key_settings(fs(), world.keys);
  };
  const auto settings =
      write("format: 1\nexpiry: {root: 730, mission: 30}\nholders: {3f2a9c1e: Anna}\n");
  REQUIRE(settings);
  using std::chrono::days;
  CHECK(settings->periods.of("root") == days(730));
  CHECK(settings->periods.of("mission-3") == days(30));
  CHECK(settings->periods.of("offices/khujand") == days(365));
  CHECK(settings->periods.warning("root") == days(180));
  CHECK(settings->periods.warning("mission") == days(15));
  CHECK(settings->holder("3f2a9c1e77") == "Anna");
  CHECK(settings->holder("3f2a9c1f77").empty());

  CHECK_THAT(write("format: 1\nexpiry: {roots: 730}\n").error().message,
             Catch::Contains("keys.yaml:2:10: error: there is no role `roots`"));
  CHECK_THAT(write("format: 1\nexpiry: {root: 0}\n").error().message,
             Catch::Contains("no whole number from 1 to 3650"));
  CHECK_THAT(write("format: 1\nholders: {3f: Anna}\n").error().message,
             Catch::Contains("`3f` is not how a key's id begins"));
  CHECK(Keyring::open(fs(), world.keys).error().code == base::Code::invalid_input);
}

TEST_CASE("a root that does not follow the one before is refused") {
  World world;
  REQUIRE(publish::new_keys(fs(), world.keys, world.now));
  trust::Root root = Keyring::open(fs(), world.keys)->roots().newest();
  const auto stranger = trust::PrivateKey::generate();
  root.version = 2;
  root.keys = {{stranger.id(), stranger.public_key()}};
  for (auto& [role, signers] : root.roles) signers = {{stranger.id()}, 1};
  REQUIRE(base::write_whole(fs(), world.keys / "2.root.json", *trust::sign(root, {&stranger})));
  CHECK(Keyring::open(fs(), world.keys).error().code == base::Code::untrusted);
  std::filesystem::rename(world.keys / "2.root.json", world.keys / "3.root.json");
  CHECK_THAT(Keyring::open(fs(), world.keys).error().message,
             Catch::Contains("2.root.json is missing"));
}
