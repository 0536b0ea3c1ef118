// Targets: found, fetched once, replaced whole, refused whole.
#include "content/base/hash.hpp"
#include "tests/tuf/world.hpp"

using namespace rohnamo;
using tuf::Manners;
using tuf::Names;
using tuf::World;

namespace {

// The only file in the folder of targets.
std::filesystem::path only_file(const World& world) {
  return std::filesystem::directory_iterator(world.target_folder())->path();
}

std::string hashed(const std::string& folder, const std::string& name, const std::string& bytes) {
  return "targets/" + folder + base::sha256(bytes).hex() + "." + name;
}

}  // namespace

TEST_CASE("a target is fetched after a refresh, and not again while it is there") {
  World world;
  world.put("targets", "path/to/file.txt", "contents");
  world.repository.publish();
  REQUIRE(world.init().code == 0);
  REQUIRE(world.download({"path/to/file.txt"}).code == 0);
  Names requests = world.requests();
  CHECK(requests.size() == 5);
  CHECK(requests.back() == hashed("path/to/", "file.txt", "contents"));
  CHECK(world.targets() == Names{"contents"});

  const auto written = std::filesystem::last_write_time(only_file(world));
  REQUIRE(world.download({"path/to/file.txt"}).code == 0);
  CHECK(world.requests() == Names{"metadata/2.root.json", "metadata/timestamp.json"});
  CHECK(std::filesystem::last_write_time(only_file(world)) == written);
}

TEST_CASE("a target that changed takes the place of the old one") {
  World world;
  world.put("targets", "file", "old");
  world.repository.publish();
  REQUIRE(world.init().code == 0);
  REQUIRE(world.download({"file"}).code == 0);
  const auto file = only_file(world);
  const auto written = std::filesystem::last_write_time(file);
  world.put("targets", "file", "new");
  world.repository.publish();
  REQUIRE(world.download({"file"}).code == 0);
  CHECK(world.targets() == Names{"new"});
  CHECK(only_file(world) == file);
  CHECK(std::filesystem::last_write_time(file) > written);
}

TEST_CASE("a target with other bytes than were signed is no target") {
  World world;
  world.put("targets", "file", "contents");
  world.put("targets", "held", "held");
  world.repository.publish();
  REQUIRE(world.init().code == 0);
  REQUIRE(world.download({"held"}).code == 0);
  const std::string path = world.repository.blob_path("file");
  SECTION("of the same length") {
    world.repository.files[path] = "CONTENTS";
  }
  SECTION("shorter") {
    world.repository.files[path] = "content";
  }
  SECTION("longer") {
    world.repository.files[path] = "contents and more";
  }
  SECTION("without end") {
    world.treat(path, Manners::endless);
  }
  SECTION("half of it") {
    world.treat(path, Manners::torn);
  }
  SECTION("none") {
    world.repository.files.erase(path);
  }
  CHECK(world.download({"file"}).code == 1);
  CHECK(world.targets() == Names{"held"});
  CHECK(world.roles().size() == 4);
}

TEST_CASE("several targets in one call, until the first that fails") {
  World world;
  world.put("targets", "a", "one");
  world.put("targets", "b", "two");
  world.put("targets", "d", "four");
  world.repository.publish();
  REQUIRE(world.init().code == 0);
  CHECK(world.download({"a", "b"}).code == 0);
  CHECK(world.requests().size() == 6);
  CHECK(world.download({"a", "c", "d"}).code == 1);
  CHECK(world.targets() == Names{"one", "two"});
}

TEST_CASE("hashes of targets") {
  World world;
  world.put("targets", "file", "contents");
  world.repository.publish();
  auto& hashes = world.repository.targets["targets"].targets["file"].hashes;
  const std::string sha512 =  // by sha512sum
      "ac98d72fccae58536b132637d9f2220af6e87667db65f3744b7552fb9dfb1c67"
      "e3ececb7291bd287bc4a860dca2f7abf417bc89d7ab873cc028f07a24f9f6772";
  bool good = true;
  SECTION("one that is known is enough") {
    hashes["sha3-1024"] = "abc";
  }
  SECTION("SHA-512 alone, in the file's name too") {
    hashes = {{"sha512", sha512}};
    world.repository.files["targets/" + sha512 + ".file"] = "contents";
  }
  SECTION("both") {
    hashes["sha512"] = sha512;
  }
  SECTION("every known one must hold") {
    hashes["sha512"] = std::string(128, '0');
    good = false;
  }
  SECTION("none that is known") {
    hashes = {{"sha3-1024", "abc"}};
    world.repository.files["targets/abc.file"] = "contents";
    good = false;
  }
  SECTION("a target without bytes") {
    world.put("targets", "file", "");
    world.repository.publish();
  }
  world.repository.write_targets("targets");
  world.sign_the_rest();
  REQUIRE(world.init().code == 0);
  CHECK(world.download({"file"}).code == (good ? 0 : 1));
  CHECK(world.targets().size() == (good ? 1 : 0));
}

TEST_CASE("without consistent snapshots neither version nor hash is in a name") {
  World world;
  auto& repository = world.repository;
  world.delegate("targets", "A", {"a/*"});
  world.put("A", "a/file", "contents");
  repository.root.consistent_snapshot = false;
  repository.write_root();
  repository.publish();
  for (const char* role : {"snapshot", "targets", "A"})
    repository.files[std::string("metadata/") + role + ".json"] =
        repository.files.at(repository.path_of(role));
  repository.files["targets/a/file"] = "contents";
  REQUIRE(world.init().code == 0);
  REQUIRE(world.download({"a/file"}).code == 0);
  CHECK(world.requests() == Names{"metadata/2.root.json", "metadata/timestamp.json",
                                  "metadata/snapshot.json", "metadata/targets.json",
                                  "metadata/A.json", "targets/a/file"});
}

TEST_CASE("a target is taken only through roles that may speak of it") {
  World world;
  world.delegate("targets", "A", {"releases/*/*"});
  world.delegate("A", "B", {"releases/x/*"});
  world.put("B", "releases/x/1", "x");
  world.put("B", "releases/y/1", "y");
  world.repository.publish();
  REQUIRE(world.init().code == 0);
  CHECK(world.download({"releases/x/1"}).code == 0);
  CHECK(world.roles() == Names{"A", "B", "root", "snapshot", "targets", "timestamp"});
  CHECK(world.download({"releases/y/1"}).code == 1);
  CHECK(world.targets() == Names{"x"});
}
