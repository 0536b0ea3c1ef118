// The client workflow over a server and a disk: what is asked for, in which order, and what stays
// stored.
#include "sync/core/metadata_client.hpp"

#include "content/trust/paths.hpp"
#include "tests/sync/core/machine.hpp"

using namespace rohnamo;
using base::Code;
using fakes::RepositoryWorld;

namespace {

using Names = std::vector<std::string>;

// A machine that has nothing but the installed root.
struct Client {
  explicit Client(RepositoryWorld& publication)
      : server(&publication), installed(publication.root_file()) {}

  base::Result<void> refresh() {
    server->requests.clear();
    auto store = core::MetadataStore::open(fs, "/state");
    if (!store) return base::fail(store.error());
    const auto root = store->begin_root(installed);
    if (!root) return base::fail(root.error());
    auto set = core::TrustedSet::begin(*root, now);
    if (!set) return base::fail(set.error());
    core::MetadataClient client(*store, *server, worker, std::move(*set));
    auto refreshed = fakes::run(client.refresh());
    timestamp = client.set().timestamp() == nullptr ? 0 : client.set().timestamp()->version;
    return refreshed;
  }
  [[nodiscard]] std::string stored(const std::string& role) {
    return fs.read("/state/metadata/" + role + ".json", 1 << 20).value_or("");
  }
  void store(const std::string& role, const std::string& bytes) {
    REQUIRE(base::write_whole(fs, "/state/metadata/" + role + ".json", bytes));
  }
  [[nodiscard]] Names roles() {
    Names names;
    const auto files = fs.list("/state/metadata").value();
    for (const std::string& name : files)
      names.push_back(name.substr(0, name.size() - std::string(".json").size()));
    return names;
  }

  RepositoryWorld* server;
  std::string installed;
  fakes::MemoryFs fs;
  fakes::InlineWorker worker;
  base::Time now = world_start();
  std::int64_t timestamp = 0;  // version, after the last refresh
};

// A repository that writes no consistent snapshots: every file once, without its version.
void write_without_versions(RepositoryWorld& server) {
  for (const char* role : {"snapshot", "targets", "mission"})
    server.files[trust::metadata_path(role, 0)] = server.files.at(server.path_of(role));
}

}  // namespace

TEST_CASE("many bins are stored in batches, and none is lost with one that fails") {
  RepositoryWorld server(world_start(), 8);
  server.publish();
  Machine machine(server);
  const std::string broken = server.path_of("mission-c8");  // of 00 to ff
  const std::string kept = server.files.at(broken);
  server.files[broken] = "no metadata";
  CHECK(code_of(machine.update()) == Code::untrusted);
  const std::uint64_t operations = machine.fs.operations();
  CHECK(machine.requested("mission-") <= 0xc8 + 4);
  CHECK(operations < 3 * 0xc8 + 100);  // each for itself: five a role

  server.files[broken] = kept;
  REQUIRE(machine.update());
  CHECK(machine.requested("mission-") <= 256 - 0xc8);
  CHECK(machine.titles() == Titles{"A first story"});
}

TEST_CASE("files are asked for by version, once, and stored as they came") {
  RepositoryWorld server(world_start());
  server.publish();
  // Bytes that no serializer of ours would write.
  std::string& timestamp = server.files.at(server.path_of("timestamp"));
  timestamp = " " + timestamp + "\n ";
  Client client(server);
  REQUIRE(client.refresh());
  CHECK(server.requests == Names{"metadata/2.root.json", "metadata/timestamp.json",
                                 "metadata/1.snapshot.json", "metadata/1.targets.json"});
  CHECK(client.roles() == Names{"root", "snapshot", "targets", "timestamp"});
  for (const char* role : {"root", "timestamp", "snapshot", "targets"})
    CHECK(client.stored(role) == server.files.at(server.path_of(role)));
  REQUIRE(client.refresh());
  CHECK(server.requests == Names{"metadata/2.root.json", "metadata/timestamp.json"});
}

TEST_CASE("without consistent snapshots files have no version in their names") {
  RepositoryWorld server(world_start());
  server.root.consistent_snapshot = false;
  server.write_root();
  server.publish();
  write_without_versions(server);
  Client client(server);
  REQUIRE(client.refresh());
  CHECK(server.requests == Names{"metadata/2.root.json", "metadata/timestamp.json",
                                 "metadata/snapshot.json", "metadata/targets.json"});
  // From the next root on they have.
  server.root.consistent_snapshot = true;
  server.root.version = 2;
  server.write_root();
  server.publish();
  REQUIRE(client.refresh());
  CHECK(server.requests == Names{"metadata/2.root.json", "metadata/3.root.json",
                                 "metadata/timestamp.json", "metadata/2.snapshot.json"});
}

TEST_CASE("lengths and hashes of metadata are not needed") {
  RepositoryWorld server(world_start());
  server.publish();
  for (auto& [role, meta] : server.snapshot.meta) {
    meta.length.reset();
    meta.hashes.clear();
  }
  server.write_snapshot();
  server.timestamp.snapshot.length.reset();
  server.timestamp.snapshot.hashes.clear();
  server.write_timestamp();
  Client client(server);
  REQUIRE(client.refresh());
  REQUIRE(client.refresh());
  CHECK(server.requests.size() == 2);

  SECTION("the version alone then says that there is another") {
    ++server.targets["targets"].version;
    server.write_targets("targets");
    server.snapshot.meta["targets"].hashes.clear();
    server.snapshot.meta["targets"].length.reset();
    ++server.snapshot.version;
    server.write_snapshot();
    server.timestamp.snapshot.hashes.clear();
    server.timestamp.snapshot.length.reset();
    ++server.timestamp.version;
    server.write_timestamp();
    REQUIRE(client.refresh());
    CHECK(server.requests.back() == "metadata/2.targets.json");
  }
  SECTION("a file of another version under the name is refused") {
    server.targets["targets"].version = 3;
    server.write_targets("targets");
    server.files["metadata/2.targets.json"] = server.files.at("metadata/3.targets.json");
    server.snapshot.meta["targets"] = {};
    server.snapshot.meta["targets"].version = 2;
    ++server.snapshot.version;
    server.write_snapshot();
    ++server.timestamp.version;
    server.write_timestamp();
    CHECK(code_of(client.refresh()) == Code::untrusted);
    CHECK(client.stored("targets") == server.files.at("metadata/1.targets.json"));
  }
}

TEST_CASE("a role that does not hold stops there, and what came before is stored") {
  struct Case {
    std::string role;
    Names stored;
  };
  const auto stop = GENERATE(Case{"root", {"root"}}, Case{"timestamp", {"root"}},
                             Case{"snapshot", {"root", "timestamp"}},
                             Case{"targets", {"root", "snapshot", "timestamp"}});
  const std::string role = stop.role;
  INFO(role);
  RepositoryWorld server(world_start());
  server.publish();
  Client client(server);
  Code expected = Code::untrusted;
  const std::string path = role == "root" ? "metadata/2.root.json" : server.path_of(role);

  SECTION("not signed") {
    server.keys[role].clear();
    if (role == "root") {
      server.root.version = 2;
      server.write_root();
    } else {
      if (role == "targets") server.write_targets(role);
      if (role != "timestamp") server.write_snapshot();
      server.write_timestamp();
    }
  }
  SECTION("of another type, signed by all keys that there are") {
    const std::string other = role == "targets" ? "snapshot" : "targets";
    std::string file = server.files.at(server.path_of(other));
    for (const auto& [name, keys] : server.keys)
      for (const auto& key : keys) file = trust::add_signature(file, key).value();
    // Of which length and hash are known is seen by those; the others must be by their type.
    expected = role == "root" || role == "timestamp" ? Code::invalid_input : Code::too_large;
    if (role == "targets" && file.size() <= server.files.at(path).size())
      expected = Code::untrusted;
    server.files[path] = file;
  }
  SECTION("no JSON") {
    server.files[path] = "<html>";
    if (role == "root" || role == "timestamp") expected = Code::invalid_input;
  }
  SECTION("too long") {
    server.files[path] = std::string(5'000'001, ' ');
    expected = Code::too_large;
  }
  const auto refreshed = client.refresh();
  CHECK(code_of(refreshed) == expected);
  CHECK(client.roles() == stop.stored);
  CHECK(client.stored("root") == server.root_file(1));
}

TEST_CASE("a file that is not there stops the update, and the timestamp stays") {
  RepositoryWorld server(world_start());
  server.publish();
  Client client(server);
  REQUIRE(client.refresh());
  server.targets["targets"].version = 2;
  server.write_targets("targets");
  ++server.snapshot.version;
  server.write_snapshot();
  ++server.timestamp.version;
  server.write_timestamp();
  std::string missing;
  SECTION("the snapshot") {
    missing = server.path_of("snapshot");
  }
  SECTION("the targets") {
    missing = server.path_of("targets");
  }
  const std::string file = server.files.at(missing);
  server.files.erase(missing);
  CHECK(code_of(client.refresh()) == Code::not_found);
  CHECK(server.requests.back() == missing);
  CHECK(client.stored("timestamp") == server.files.at("metadata/timestamp.json"));
  CHECK(client.stored("targets") == server.files.at("metadata/1.targets.json"));
  // The same timestamp, and the cycle goes on from where it was.
  server.files[missing] = file;
  REQUIRE(client.refresh());
  CHECK(client.stored("targets") == server.files.at("metadata/2.targets.json"));
}

TEST_CASE("so many roots are taken at once, and the rest the next time") {
  RepositoryWorld server(world_start());
  server.publish();
  Client client(server);
  for (server.root.version = 2; server.root.version <= 260; ++server.root.version)
    server.write_root();
  REQUIRE(client.refresh());
  CHECK(client.stored("root") == server.root_file(1 + core::root_rotations_limit));
  REQUIRE(client.refresh());
  CHECK(client.stored("root") == server.root_file(260));
}

TEST_CASE("what has expired on the disk still leads to what has not") {
  RepositoryWorld server(world_start());
  server.root.expires = world_start() + std::chrono::days(7);
  server.write_root();
  server.publish();
  Client client(server);
  REQUIRE(client.refresh());
  client.now = server.now = world_start() + std::chrono::days(60);
  CHECK(code_of(client.refresh()) == Code::expired);
  server.root.expires = client.now + std::chrono::days(60);
  server.root.version = 2;
  server.write_root();

  SECTION("newer of all") {
    server.publish();
    ++server.targets["targets"].version;
    server.targets["targets"].expires = client.now + std::chrono::days(60);
    server.write_targets("targets");
    server.write_snapshot();
    server.write_timestamp();
    REQUIRE(client.refresh());
    CHECK(client.timestamp == 2);
  }
  SECTION("and sees a timestamp that was rolled back") {
    server.publish();
    server.timestamp.version = 0;
    ++server.timestamp.version;
    server.write_timestamp();
    // Version 1 again: the held one, which has expired.
    CHECK(code_of(client.refresh()) == Code::expired);
  }
  SECTION("and sees a role that the snapshot lost") {
    server.publish();
    server.snapshot.meta.erase("mission");
    server.write_snapshot();
    server.write_timestamp();
    CHECK(code_of(client.refresh()) == Code::untrusted);
  }
  SECTION("and sees a role that was rolled back") {
    server.snapshot.meta["mission"].version = 9;
    server.publish();
    server.write_snapshot();
    server.write_timestamp();
    static_cast<void>(client.refresh());
    client.store("snapshot", server.files.at(server.path_of("snapshot")));
    server.snapshot.meta["mission"].version = 8;
    ++server.snapshot.version;
    ++server.timestamp.version;
    server.write_snapshot();
    server.write_timestamp();
    CHECK(code_of(client.refresh()) == Code::untrusted);
  }
}

TEST_CASE("a stored root that no longer holds gives way to the installed one") {
  RepositoryWorld server(world_start());
  server.publish();
  Client client(server);
  REQUIRE(client.refresh());
  const std::size_t in_signature = server.root_file().find(R"("sig":")") + 10;
  client.fs.spoil("/state/metadata/root.json", in_signature);
  REQUIRE(client.refresh());
  CHECK(client.stored("root") == server.root_file());
}

TEST_CASE("a role that was removed does not come back with a power cut") {
  fakes::MemoryFs fs;
  auto store = core::MetadataStore::open(fs, "/state").value();
  REQUIRE(store.write("timestamp", "{}"));
  REQUIRE(fs.sync_all("/"));
  REQUIRE(store.remove("timestamp"));
  fs.reboot();
  CHECK(code_of(store.read("timestamp", 10)) == Code::not_found);
}

TEST_CASE("of roles that are stored together a power cut leaves the old file or the new") {
  const std::vector<core::RoleFile> before{{"a", "the old a"}, {"b", "the old b"}};
  const std::vector<core::RoleFile> after{{"a", "the new a"}, {"b", "the new b"}};
  for (std::uint64_t n = 1; n <= 10; ++n) {
    for (std::uint64_t seed = 0; seed < 20; ++seed) {
      fakes::MemoryFs fs;
      auto store = core::MetadataStore::open(fs, "/state").value();
      REQUIRE(store.write(before));
      REQUIRE(fs.sync_all("/"));
      fs.lose_power_at(n);
      const bool done = store.write(after).has_value();
      fs.reboot(seed == 0 ? std::nullopt : std::optional(seed));
      for (std::size_t i = 0; i < before.size(); ++i) {
        const std::string bytes = store.read(before[i].role, 100).value();
        INFO("operation " << n << ", seed " << seed << ": " << bytes);
        CHECK((bytes == after[i].bytes || (!done && bytes == before[i].bytes)));
      }
    }
  }
}

TEST_CASE("one request does not do where the root has expired") {
  RepositoryWorld server(world_start());
  server.root.expires = world_start() + std::chrono::hours(1);
  server.write_root();
  server.publish();
  Client client(server);
  REQUIRE(client.refresh());
  auto store = core::MetadataStore::open(client.fs, "/state").value();
  auto set = core::TrustedSet::begin(server.root_file(), server.root.expires).value();
  core::MetadataClient again(store, server, client.worker, std::move(set));
  CHECK(code_of(fakes::run(again.unchanged(""))) == Code::expired);
}

TEST_CASE("a power cut anywhere in the recovery from a fast-forward attack") {
  RepositoryWorld attacked(world_start());
  attacked.publish();
  attacked.timestamp.version = attacked.snapshot.version = 1'000'000;
  attacked.snapshot.meta["mission"].version = 1'000'000;
  attacked.write_snapshot();
  attacked.write_timestamp();
  RepositoryWorld healed = attacked;
  const std::string role = GENERATE("timestamp", "snapshot");
  healed.rotate(role);
  healed.root.version = 2;
  healed.write_root();
  healed.timestamp.version = healed.snapshot.version = 1;
  healed.snapshot.meta["mission"].version = 1;
  healed.publish();
  const auto prepared = [&] {
    auto client = std::make_unique<Client>(attacked);
    REQUIRE(client->refresh());
    client->server = &healed;
    return client;
  };
  std::uint64_t operations = 0;
  {
    const auto client = prepared();
    const std::uint64_t start = client->fs.operations();
    REQUIRE(client->refresh());
    CHECK(client->timestamp == healed.timestamp.version);
    operations = client->fs.operations() - start;
  }
  for (std::uint64_t n = 1; n <= operations; ++n) {
    INFO(role << ": power cut at operation " << n << " of " << operations);
    const auto client = prepared();
    client->fs.lose_power_at(n);
    static_cast<void>(client->refresh());
    client->fs.reboot(n);
    REQUIRE(client->refresh());
    CHECK(client->timestamp == healed.timestamp.version);
  }
}

TEST_CASE("one more key does not make a client forget what it has seen") {
  RepositoryWorld server(world_start());
  server.publish();
  const RepositoryWorld old = server;
  Client client(server);
  server.publish();
  REQUIRE(client.refresh());
  RepositoryWorld rolled_back = old;
  const auto more = trust::PrivateKey::generate();
  rolled_back.root.keys.emplace(more.id(), more.public_key());
  rolled_back.root.roles["timestamp"].keyids.push_back(more.id());
  rolled_back.root.version = 2;
  rolled_back.write_root();
  client.server = &rolled_back;
  CHECK(code_of(client.refresh()) == Code::untrusted);
  CHECK(client.stored("timestamp") == server.files.at("metadata/timestamp.json"));
}
