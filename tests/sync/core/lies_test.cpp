// A server that lies in every way: nothing of it reaches the screen, and an honest answer later
// heals all.
#include "sync/core/trusted_set.hpp"
#include "tests/sync/core/machine.hpp"

using namespace rohnamo;
using base::Code;
using fakes::RepositoryWorld;

namespace {

const Titles before{"A first story"};
const Titles after{"A first story", "A second story"};

}  // namespace

TEST_CASE("a lie is refused, what is shown stays, and the truth is taken afterwards") {
  RepositoryWorld server(world_start());
  server.publish();
  Machine machine(server);
  REQUIRE(machine.update());
  server.set_story("mission", "second", "A second story");
  server.publish();
  const RepositoryWorld honest = server;
  const std::string body = server.blob_path("mission/texts/second.en.json");
  const std::string catalog = server.blob_path("mission/catalog");
  Code expected = Code::untrusted;

  SECTION("no connection") {
    server.offline = true;
    expected = Code::offline;
  }
  SECTION("a snapshot signed by another") {
    server.keys["snapshot"] = {trust::PrivateKey::generate()};
    server.write_snapshot();
    server.write_timestamp();
  }
  SECTION("a timestamp signed by another") {
    server.keys["timestamp"] = {trust::PrivateKey::generate()};
    server.write_timestamp();
  }
  SECTION("a timestamp that is none") {
    server.files["metadata/timestamp.json"] = "<html>Welcome to our hotel</html>";
    expected = Code::invalid_input;
  }
  SECTION("a root signed by another") {
    server.root.version = 2;
    server.keys["root"] = {trust::PrivateKey::generate()};
    server.write_root();
  }
  SECTION("metadata without end") {
    server.endless = server.path_of("snapshot");
    expected = Code::too_large;
  }
  SECTION("a timestamp without end") {
    server.endless = "metadata/timestamp.json";
    expected = Code::too_large;
  }
  SECTION("a blob without end") {
    server.endless = body;
    expected = Code::too_large;
  }
  SECTION("a blob with other bytes") {
    server.files[body].back() ^= 1;
  }
  SECTION("a blob with bytes missing") {
    server.files[body].pop_back();
    expected = Code::offline;
  }
  SECTION("a blob with bytes more") {
    server.files[body] += "x";
    expected = Code::too_large;
  }
  SECTION("no such blob") {
    server.files.erase(body);
    expected = Code::not_found;
  }
  SECTION("no snapshot") {
    server.files.erase(server.path_of("snapshot"));
    expected = Code::not_found;
  }
  SECTION("a bin is missing") {
    for (const char* bin : {"mission-0", "mission-1", "mission-2", "mission-3"})
      if (server.targets[bin].version == 2) server.files.erase(server.path_of(bin));
    expected = Code::not_found;
  }
  SECTION("metadata that was truncated") {
    server.files[server.path_of("snapshot")].resize(100);
  }
  SECTION("metadata that is far too long") {
    server.files["metadata/timestamp.json"] = std::string(core::timestamp_limit + 1, ' ');
    expected = Code::too_large;
  }
  SECTION("everything has expired") {
    server.timestamp.expires = world_start();
    server.write_timestamp();
    expected = Code::expired;
  }
  SECTION("a catalog that is none, well signed") {
    server.put("mission", "mission/catalog", model::BlobKind::catalog, "not a catalog");
    server.publish();
    expected = Code::corrupt;
  }
  SECTION("a publication without a catalog") {
    server.remove("mission", "mission/catalog");
    server.publish();
    expected = Code::invalid_input;
  }
  SECTION("a line that breaks") {
    server.breaks[catalog] = 10;
    expected = Code::offline;
  }

  const auto refused = machine.update();
  REQUIRE_FALSE(refused);
  const Code code = refused.error().code;
  INFO(refused.error().message);
  CHECK((code == expected || (expected == Code::corrupt && code == Code::invalid_input)));
  CHECK(machine.titles() == before);

  // An honest server of a newer version, by the same keys.
  RepositoryWorld truth = honest;
  truth.snapshot.version = server.snapshot.version + 1;
  truth.timestamp.version = server.timestamp.version + 1;
  for (auto& [role, targets] : truth.targets) {
    targets.version = server.targets[role].version + 1;
    truth.write_targets(role);
  }
  truth.write_snapshot();
  truth.write_timestamp();
  machine.server = &truth;
  const auto healed = machine.update();
  REQUIRE(healed);
  CHECK(machine.titles() == after);
}

TEST_CASE("an older publication is not taken back") {
  RepositoryWorld server(world_start());
  server.publish();
  RepositoryWorld old = server;
  Machine machine(server);
  server.set_story("mission", "second", "A second story");
  server.publish();
  REQUIRE(machine.update());
  machine.server = &old;
  CHECK(code_of(machine.update()) == Code::untrusted);
  CHECK(machine.titles() == after);
}

TEST_CASE("after new keys, lower versions are taken: a fast-forward heals") {
  RepositoryWorld server(world_start());
  server.publish();
  Machine machine(server);
  // Somebody with the keys of timestamp and snapshot counted far ahead.
  server.timestamp.version = server.snapshot.version = 100'000;
  server.write_snapshot();
  server.write_timestamp();
  REQUIRE(machine.update());

  server.timestamp.version = server.snapshot.version = 1;
  server.set_story("mission", "second", "A second story");
  SECTION("both keys") {
    server.rotate("timestamp");
    server.rotate("snapshot");
  }
  SECTION("the snapshot's alone") {
    server.rotate("snapshot");
  }
  SECTION("the timestamp's alone") {
    server.rotate("timestamp");
  }
  server.root.version = 2;
  server.write_root();
  server.publish();
  REQUIRE(machine.update());
  CHECK(machine.titles() == after);
}

TEST_CASE("what was verified stays stored, and nothing else") {
  RepositoryWorld server(world_start());
  server.publish();
  Machine machine(server);
  server.files[server.path_of("targets")].back() = 'x';
  CHECK_FALSE(machine.update());
  CHECK(machine.fs.list("/state/metadata").value() ==
        std::vector<std::string>{"root.json", "snapshot.json", "timestamp.json"});
  CHECK(machine.fs.read("/state/metadata/snapshot.json", 1 << 20).value() ==
        server.files.at(server.path_of("snapshot")));
}

TEST_CASE("an expired root is stored and then refuses") {
  RepositoryWorld server(world_start());
  server.publish();
  Machine machine(server);
  server.root.version = 2;
  server.root.expires = world_start();
  server.write_root();
  CHECK(code_of(machine.update()) == Code::expired);
  CHECK(machine.fs.read("/state/metadata/root.json", 1 << 20).value() == server.root_file(2));
  CHECK(server.requests ==
        std::vector<std::string>{"metadata/2.root.json", "metadata/3.root.json"});
}

TEST_CASE("stored metadata that was spoiled is fetched again") {
  RepositoryWorld server(world_start());
  server.publish();
  Machine machine(server);
  REQUIRE(machine.update());
  for (const char* role : {"root", "timestamp", "snapshot", "targets", "mission", "mission-0"}) {
    INFO(role);
    machine.fs.spoil(std::string("/state/metadata/") + role + ".json");
    CHECK(machine.update());
    machine.now += std::chrono::hours(24);
    CHECK(machine.update());
    CHECK(
        machine.fs.read(std::string("/state/metadata/") + role + ".json", 1 << 20).value() ==
        (std::string(role) == "root" ? server.root_file() : server.files.at(server.path_of(role))));
  }
  CHECK(machine.titles() == before);
}

TEST_CASE("a spoiled catalog is fetched again before it is shown") {
  RepositoryWorld server(world_start());
  server.publish();
  Machine machine(server);
  server.breaks[server.blob_path("mission/texts/first.en.json")] = 3;
  CHECK_FALSE(machine.update());
  const std::string bytes = server.files.at(server.blob_path("mission/catalog"));
  machine.fs.spoil(cache::blob_path("/cache", base::sha256(bytes)), 50);
  CHECK(code_of(machine.update()) == Code::corrupt);
  CHECK(machine.edition() == nullptr);
  REQUIRE(machine.update());
  CHECK(machine.titles() == before);
}
