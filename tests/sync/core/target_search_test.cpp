// Whom the search for a target asks, in which order, and whom it believes.
#include "sync/core/target_search.hpp"

#include "content/trust/bins.hpp"
#include "tests/sync/core/machine.hpp"

using namespace rohnamo;
using base::Code;
using fakes::RepositoryWorld;

namespace {

using Names = std::vector<std::string>;

struct Edge {
  std::string from, to;
  bool terminating = false;
  Names paths{"*"};
};

// A publication with delegations of every kind, and a client that has refreshed.
struct World {
  RepositoryWorld server{world_start()};
  fakes::MemoryFs fs;
  fakes::InlineWorker worker;
  std::optional<core::MetadataStore> store;
  std::optional<core::MetadataClient> client;

  trust::Delegations& delegations_of(const std::string& role) {
    auto& delegations = server.targets[role].delegations;
    return delegations ? *delegations : delegations.emplace();
  }
  trust::Signers signers_for(const std::string& role, trust::Keys& known) {
    auto& keys = server.keys[role];
    if (keys.empty()) keys.push_back(trust::PrivateKey::generate());
    known.insert_or_assign(keys[0].id(), keys[0].public_key());
    return {{keys[0].id()}, 1};
  }
  void delegate(const Edge& edge) {
    auto& delegations = delegations_of(edge.from);
    delegations.roles.push_back(
        {edge.to, signers_for(edge.to, delegations.keys), edge.terminating, edge.paths, {}});
    server.targets[edge.to];
  }
  void delegate_bins(const std::string& from, int bits) {
    auto& delegations = delegations_of(from);
    delegations.roles.clear();
    delegations.succinct_roles = {{}, bits, "bin"};
    for (std::uint64_t i = 0; i < trust::bin_count(*delegations.succinct_roles); ++i) {
      const std::string bin = trust::bin_name(*delegations.succinct_roles, i);
      server.keys[bin] = server.keys["bins"];
      server.targets[bin];
    }
    delegations.succinct_roles->signers = signers_for("bins", delegations.keys);
  }
  void put(const std::string& role, const std::string& path) {
    server.put(role, path, model::BlobKind::text, role + " on " + path);
  }
  void publish() {
    server.publish();
    begin();
  }
  void begin() {
    store = core::MetadataStore::open(fs, "/state").value();
    client.emplace(*store, server, worker,
                   core::TrustedSet::begin(server.root_file(), world_start()).value());
    REQUIRE(fakes::run(client->refresh()));
  }
  base::Result<trust::TargetFile> find(const std::string& path,
                                       std::size_t limit = core::delegations_limit) {
    server.requests.clear();
    return fakes::run(core::find_target(*client, path, limit));
  }
  // The roles that were fetched in the last search.
  [[nodiscard]] Names asked() const {
    Names roles;
    for (std::string name : server.requests) {
      name.erase(0, std::string("metadata/1.").size());
      roles.push_back(name.substr(0, name.size() - std::string(".json").size()));
    }
    return roles;
  }
};

struct Graph {
  std::string name;
  std::vector<Edge> edges;
  Names order;
};

const std::vector<Graph> graphs{
    {"one", {{"targets", "A"}}, {"A"}},
    {"two side by side", {{"targets", "A"}, {"targets", "B"}}, {"A", "B"}},
    {"two levels", {{"targets", "A"}, {"targets", "B"}, {"B", "C"}}, {"A", "B", "C"}},
    {"a role's own before its neighbours",
     {{"targets", "A"}, {"targets", "B"}, {"A", "C"}, {"A", "D"}},
     {"A", "C", "D", "B"}},
    {"three levels",
     {{"targets", "A"}, {"targets", "B"}, {"A", "C"}, {"C", "D"}},
     {"A", "C", "D", "B"}},
    {"terminating: no neighbour, at any level",
     {{"targets", "A"}, {"targets", "B"}, {"A", "C", true}, {"A", "D"}},
     {"A", "C"}},
    {"terminating: its own are asked",
     {{"targets", "A"}, {"targets", "B"}, {"A", "C", true}, {"C", "D"}},
     {"A", "C", "D"}},
    {"terminating for other paths", {{"targets", "A", true, {"*.py"}}, {"targets", "B"}}, {"B"}},
    {"a pattern that does not match",
     {{"targets", "A", false, {"*.py"}}, {"targets", "B"}, {"A", "C"}},
     {"B"}},
    {"a pattern that does not match below",
     {{"targets", "A"}, {"targets", "B"}, {"A", "C", false, {"*.py"}}, {"C", "D"}},
     {"A", "B"}},
    {"a circle",
     {{"targets", "A"}, {"targets", "B"}, {"B", "C"}, {"C", "D"}, {"D", "B"}},
     {"A", "B", "C", "D"}},
    {"two ways to one role",
     {{"targets", "A"}, {"targets", "B"}, {"B", "C"}, {"A", "C"}},
     {"A", "C", "B"}},
    {"two ways, one of which is for other paths",
     {{"targets", "A"}, {"targets", "B"}, {"B", "C"}, {"A", "C", false, {"*.py"}}},
     {"A", "B", "C"}},
};

}  // namespace

TEST_CASE("delegations are asked in pre-order, depth first") {
  for (const Graph& graph : graphs) {
    INFO(graph.name);
    World world;
    for (const Edge& edge : graph.edges) world.delegate(edge);
    world.publish();
    CHECK(code_of(world.find("nobody has this")) == Code::not_found);
    CHECK(world.asked() == graph.order);
    CHECK(code_of(world.find("nobody has this")) == Code::not_found);
    CHECK(world.asked().empty());  // all are held by now
  }
}

TEST_CASE("a target is taken from the first who has it and may") {
  World world;
  world.delegate({"targets", "A", false, {"*.doc", "*.md"}});
  world.delegate({"targets", "B", false, {"releases/*/*"}});
  world.delegate({"B", "C", false, {"releases/x/*"}});
  world.delegate({"B", "D", false, {"releases/y/*.zip"}});
  world.delegate({"targets", "E", false, {"*.md"}});
  world.put("targets", "file");
  world.put("A", "README.md");
  world.put("E", "README.md");
  world.put("C", "releases/x/x_v1");
  world.put("D", "releases/y/y_v1.zip");
  world.put("D", "releases/z/z_v1.zip");
  world.publish();
  const auto found_by = [&](const std::string& path, const std::string& role) {
    const auto target = world.find(path);
    return target && target->length == (role + " on " + path).size() &&
           target->hashes.at("sha256") == base::sha256(role + " on " + path).hex();
  };
  CHECK(found_by("file", "targets"));
  CHECK(world.asked().empty());
  CHECK(found_by("README.md", "A"));
  CHECK(world.asked() == Names{"A"});
  CHECK(found_by("releases/x/x_v1", "C"));
  CHECK(world.asked() == Names{"B", "C"});
  CHECK(found_by("releases/y/y_v1.zip", "D"));
  CHECK(world.asked() == Names{"D"});
  // D has it, but neither it nor B may speak of it.
  CHECK(code_of(world.find("releases/z/z_v1.zip")) == Code::not_found);
  CHECK(code_of(world.find("releases/x/y/z")) == Code::not_found);
}

TEST_CASE("delegations by prefixes of hashes") {
  World world;
  const std::string hash = base::sha256("path").hex();
  world.delegate({"targets", "A"});
  world.delegate({"targets", "B"});
  auto& roles = world.delegations_of("targets").roles;
  for (auto& role : roles) role.paths = {};
  roles[1].path_hash_prefixes = {hash.substr(1, 4)};
  roles[2].path_hash_prefixes = {"zz", hash.substr(0, 4)};
  world.put("B", "path");
  world.publish();
  CHECK(world.find("path"));
  CHECK(world.asked() == Names{"B"});
}

TEST_CASE("of bins one is asked, and nobody after it") {
  struct Bin {
    int bits;
    std::string path, name;
  };
  const std::vector<Bin> bins{{1, "boo", "bin-0"}, {1, "too", "bin-1"}, {2, "foo", "bin-0"},
                              {2, "doo", "bin-1"}, {2, "too", "bin-2"}, {2, "bar", "bin-3"},
                              {8, "bar", "bin-fc"}};
  for (const Bin& bin : bins) {
    INFO(bin.name << " of " << bin.bits << " bits");
    World world;
    world.delegate({"targets", "A"});
    world.delegate({"targets", "B"});
    world.delegate_bins("A", bin.bits);
    world.publish();
    CHECK(code_of(world.find(bin.path)) == Code::not_found);
    CHECK(world.asked() == Names{"A", bin.name});
  }
}

TEST_CASE("so many roles are asked and no more") {
  constexpr int roles = 34;
  World world;
  std::string before = "targets";
  for (int i = 1; i <= roles; ++i) {
    const std::string role = "R" + std::to_string(i);
    world.delegate({before, role});
    world.put(role, "only in " + role);
    before = role;
  }
  world.publish();
  CHECK(world.find("only in R32"));
  CHECK(world.asked().size() == 32);
  CHECK(code_of(world.find("only in R33")) == Code::not_found);
  CHECK(world.asked().empty());
  CHECK(world.find("only in R33", 33));
  CHECK(code_of(world.find("only in R2", 1)) == Code::not_found);
}

TEST_CASE("a role that cannot be loaded ends the search") {
  World world;
  world.delegate({"targets", "A"});
  world.delegate({"targets", "B"});
  world.put("B", "path");
  Code expected = Code::untrusted;
  SECTION("it is not there") {
    world.publish();
    world.server.files.erase(world.server.path_of("A"));
    expected = Code::not_found;
  }
  SECTION("no connection") {
    world.publish();
    world.server.offline = true;
    expected = Code::offline;
  }
  SECTION("another has signed it") {
    world.server.keys["A"][0] = trust::PrivateKey::generate();
    world.publish();
  }
  SECTION("its bytes are others") {
    world.publish();
    world.server.files[world.server.path_of("A")].back() = ' ';
  }
  SECTION("it has expired") {
    world.server.publish();
    world.server.targets["A"].expires = world_start();
    world.server.write_targets("A");
    world.server.write_snapshot();
    world.server.write_timestamp();
    world.begin();
    expected = Code::expired;
  }
  CHECK(code_of(world.find("path")) == expected);
  CHECK(world.asked() == Names{"A"});
  CHECK_FALSE(world.fs.exists("/state/metadata/A.json"));
  CHECK_FALSE(world.fs.exists("/state/metadata/B.json"));
}

TEST_CASE("a role that is held counts for another delegator only if its keys say so") {
  World world;
  world.delegate({"targets", "A", false, {"a*"}});
  world.delegate({"targets", "B", false, {"b*"}});
  world.delegate({"A", "C", false, {"a*"}});
  world.delegate({"B", "C", false, {"b*"}});
  const auto stranger = trust::PrivateKey::generate();
  auto& delegations = world.delegations_of("B");
  delegations.keys = {{stranger.id(), stranger.public_key()}};
  delegations.roles[0].signers.keyids = {stranger.id()};
  world.put("C", "a1");
  world.put("C", "b1");
  world.publish();
  CHECK(world.find("a1"));
  CHECK(code_of(world.find("b1")) == Code::untrusted);
  CHECK(world.find("a1"));
}

TEST_CASE("before a refresh nothing is found") {
  World world;
  world.server.publish();
  world.store = core::MetadataStore::open(world.fs, "/state").value();
  world.client.emplace(*world.store, world.server, world.worker,
                       core::TrustedSet::begin(world.server.root_file(), world_start()).value());
  CHECK(code_of(world.find("path")) == Code::not_found);
  CHECK(world.server.requests.empty());
}
