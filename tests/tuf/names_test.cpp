// Names of roles and targets, in addresses and on the disk.
#include "content/base/hash.hpp"
#include "content/trust/paths.hpp"
#include "tests/tuf/world.hpp"

using namespace rohnamo;
using tuf::Names;
using tuf::World;

TEST_CASE("a role of any name is asked for by its encoded name and kept in the folder") {
  struct Role {
    std::string name, encoded;
  };
  const auto role =
      GENERATE(Role{"?", "%3F"}, Role{"#", "%23"}, Role{"/delegatedrole", "%2Fdelegatedrole"},
               Role{"../delegatedrole", "..%2Fdelegatedrole"}, Role{".", "."}, Role{"..", ".."},
               Role{"a b%20", "a%20b%2520"}, Role{"хона", "%D1%85%D0%BE%D0%BD%D0%B0"});
  INFO(role.name);
  World world;
  world.delegate("targets", role.name, {"*"});
  world.repository.publish();
  REQUIRE(world.init().code == 0);
  CHECK(world.download({"nobody has this"}).code == 1);
  Names requests = world.requests();
  REQUIRE(requests.size() == 5);
  CHECK(requests.back() == "metadata/1." + role.encoded + ".json");
  CHECK(world.roles().size() == 5);
  CHECK(world.stored(role.encoded) ==
        world.repository.files.at(trust::metadata_path(role.name, 1)));
  // Nothing beside the two folders and the root that was given.
  CHECK(std::distance(std::filesystem::directory_iterator(world.metadata_folder().parent_path()),
                      {}) == 3);
}

TEST_CASE("a target's path goes into the address as it is, and never out of the folder") {
  struct Target {
    std::string path, asked;
  };
  const std::string hash = base::sha256("contents").hex();
  const auto target = GENERATE_COPY(
      Target{"a%20b", hash + ".a%20b"}, Target{"a b", hash + ".a%20b"},
      Target{"a/../../b", "a/../../" + hash + ".b"}, Target{"/etc/a", "/etc/" + hash + ".a"},
      Target{"..", hash + "..."}, Target{"a?b#c", hash + ".a%3Fb%23c"},
      Target{std::string(300, 'x'), hash + "." + std::string(300, 'x')});
  INFO(target.path);
  World world;
  world.put("targets", target.path, "contents");
  world.repository.publish();
  world.repository.files["targets/" + target.asked] = "contents";
  REQUIRE(world.init().code == 0);
  CHECK(world.download({target.path}).code == 0);
  Names requests = world.requests();
  REQUIRE(requests.size() == 5);
  CHECK(requests.back() == "targets/" + target.asked);
  CHECK(world.targets() == Names{"contents"});
  CHECK(std::distance(std::filesystem::directory_iterator(world.metadata_folder().parent_path()),
                      {}) == 3);
}
