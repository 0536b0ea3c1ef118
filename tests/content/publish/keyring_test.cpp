#include <sys/stat.h>
#include <catch2/catch.hpp>

#include "content/publish/keyring.hpp"
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
};

}  // namespace

TEST_CASE("new keys are the owner's alone and are never overwritten") {
  World world;
  REQUIRE(publish::new_keys(fs(), world.keys, world.now));
  for (const char* name : {"root.pem", "targets.pem", "snapshot.pem", "timestamp.pem"})
    CHECK(mode(world.keys / name) == 0600);
  CHECK(mode(world.keys) == 0700);
  const auto before = *fs().read(world.keys / "root.pem", 1000);
  CHECK(publish::new_keys(fs(), world.keys, world.now).error().code == base::Code::busy);
  CHECK(*fs().read(world.keys / "root.pem", 1000) == before);
}

TEST_CASE("an office's key stands beside the mission's") {
  World world;
  CHECK(publish::new_office_key(fs(), world.keys, "khujand").error().code == base::Code::not_found);
  REQUIRE(publish::new_keys(fs(), world.keys, world.now));
  REQUIRE(publish::new_office_key(fs(), world.keys, "khujand"));
  CHECK(publish::new_office_key(fs(), world.keys, "khujand").error().code == base::Code::busy);
  CHECK(publish::new_office_key(fs(), world.keys, "../x").error().code ==
        base::Code::invalid_input);
  const auto keyring = Keyring::open(fs(), world.keys);
  REQUIRE(keyring);
  CHECK(keyring->office("khujand"));
  CHECK(keyring->office("bokhtar").error().code == base::Code::not_found);
}

TEST_CASE("one publisher at a time") {
  World world;
  REQUIRE(publish::new_keys(fs(), world.keys, world.now));
  const auto first = Keyring::open(fs(), world.keys);
  REQUIRE(first);
  CHECK(Keyring::open(fs(), world.keys).error().code == base::Code::busy);
}

TEST_CASE("a key that the root does not name is refused") {
  World world;
  REQUIRE(publish::new_keys(fs(), world.keys, world.now));
  REQUIRE(
      base::write_whole(fs(), world.keys / "targets.pem", trust::PrivateKey::generate().to_pem()));
  CHECK(Keyring::open(fs(), world.keys).error().code == base::Code::untrusted);
}

TEST_CASE("the root's key may be elsewhere until the root runs out") {
  World world;
  REQUIRE(publish::new_keys(fs(), world.keys, world.now));
  std::filesystem::remove(world.keys / "root.pem");
  auto keyring = Keyring::open(fs(), world.keys);
  REQUIRE(keyring);
  CHECK_FALSE(keyring->renew_root(world.now + std::chrono::days(1000)).value());
}
