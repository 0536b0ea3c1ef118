#include "content/trust/envelope.hpp"

#include <catch2/catch.hpp>

#include "content/base/hash.hpp"

using namespace rohnamo;
using base::Code;
using trust::PrivateKey;

namespace {

base::Time day(const char* text) {
  return base::from_rfc3339(text).value();
}

trust::Root root_with(const PrivateKey& key) {
  trust::Root root;
  root.version = 3;
  root.expires = day("2030-01-01T00:00:00Z");
  root.keys.emplace(key.id(), key.public_key());
  for (const char* role : {"root", "timestamp", "snapshot", "targets"})
    root.roles[role] = {{key.id()}, 1};
  return root;
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const std::size_t at = text.find(from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

// A file with one more signature by `key`, whose keys are all in `keys`, verified for `signers`.
struct Party {
  std::vector<PrivateKey> keys;
  trust::Keys known;
  trust::Signers signers;
  explicit Party(std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) {
      keys.push_back(PrivateKey::generate());
      known.emplace(keys.back().id(), keys.back().public_key());
      signers.keyids.push_back(keys.back().id());
    }
  }
};

trust::Timestamp sample_timestamp() {
  trust::Timestamp timestamp;
  timestamp.version = 7;
  timestamp.expires = day("2030-01-01T00:00:00Z");
  timestamp.snapshot = trust::describe(4, "snapshot");
  timestamp.signed_at = day("2029-12-01T00:00:00Z");
  return timestamp;
}

}  // namespace

TEST_CASE("each role goes through its file") {
  const PrivateKey key = PrivateKey::generate();

  SECTION("root") {
    const auto file = trust::parse<trust::Root>(trust::sign(root_with(key), {&key}).value());
    REQUIRE(file);
    CHECK(file->role.version == 3);
    CHECK(file->role.consistent_snapshot);
    CHECK(file->role.roles.at("targets").keyids == std::vector<std::string>{key.id()});
    CHECK(trust::verify_threshold(*file, file->role.roles.at("root"), file->role.keys, "root"));
  }
  SECTION("timestamp") {
    const auto file =
        trust::parse<trust::Timestamp>(trust::sign(sample_timestamp(), {&key}).value());
    REQUIRE(file);
    CHECK(file->role.version == 7);
    CHECK(file->role.expires == day("2030-01-01T00:00:00Z"));
    CHECK(file->role.signed_at == day("2029-12-01T00:00:00Z"));
    CHECK(file->role.snapshot.version == 4);
    CHECK(file->role.snapshot.length == 8);
    CHECK(trust::check_file("snapshot", file->role.snapshot, "snapshot"));
    CHECK_FALSE(trust::check_file("snapshoT", file->role.snapshot, "snapshot"));
    CHECK_FALSE(trust::check_file("snap", file->role.snapshot, "snapshot"));
  }
  SECTION("snapshot") {
    trust::Snapshot snapshot;
    snapshot.meta["targets"] = trust::describe(1, "t");
    snapshot.meta["offices/khujand"].version = 12;
    const auto file = trust::parse<trust::Snapshot>(trust::sign(snapshot, {&key}).value());
    REQUIRE(file);
    CHECK(file->role.meta.at("offices/khujand").version == 12);
    CHECK_FALSE(file->role.meta.at("offices/khujand").length);
    CHECK(file->role.meta.at("targets").length == 1);
  }
  SECTION("targets") {
    trust::Targets targets;
    targets.targets["a/b"] = {5, {{"sha256", base::sha256("hello").hex()}}, {{"kind", "text"}}};
    auto& delegations = targets.delegations.emplace();
    delegations.keys.emplace(key.id(), key.public_key());
    delegations.roles.push_back({"x/y", {{key.id()}, 1}, true, {"x/*"}, {}});
    delegations.roles.push_back({"z", {{key.id()}, 1}, false, {}, {"0a"}});
    const auto file = trust::parse<trust::Targets>(trust::sign(targets, {&key}).value());
    REQUIRE(file);
    CHECK(file->role.targets.at("a/b").length == 5);
    CHECK(file->role.targets.at("a/b").custom.at("kind") == "text");
    CHECK(file->role.delegations->roles[0].paths == std::vector<std::string>{"x/*"});
    CHECK(file->role.delegations->roles[0].terminating);
    CHECK(file->role.delegations->roles[1].path_hash_prefixes == std::vector<std::string>{"0a"});
  }
  SECTION("succinct roles") {
    trust::Targets targets;
    targets.delegations.emplace().succinct_roles =
        trust::SuccinctRoles{{{key.id()}, 1}, 6, "mission"};
    const auto file = trust::parse<trust::Targets>(trust::sign(targets, {&key}).value());
    REQUIRE(file);
    CHECK(file->role.delegations->succinct_roles->bit_length == 6);
    CHECK(file->role.delegations->succinct_roles->name_prefix == "mission");
  }
}

TEST_CASE("the same role signed by the same key is the same file") {
  const PrivateKey key = PrivateKey::generate();
  CHECK(trust::sign(sample_timestamp(), {&key}).value() ==
        trust::sign(sample_timestamp(), {&key}).value());
}

TEST_CASE("a file with a key in PEM is a file of JSON") {
  const PrivateKey key = PrivateKey::generate();
  trust::Root root = root_with(key);
  const base::json::Value other = base::json::Object{
      {"keytype", "ecdsa"},
      {"scheme", "ecdsa-sha2-nistp256"},
      {"keyval", base::json::Object{{"public", "-----BEGIN PUBLIC KEY-----\nMFkw\n"}}}};
  root.keys.emplace("other", trust::PublicKey::read(base::json::Reader(other, "key")).value());
  const std::string file = trust::sign(root, {&key}).value();
  const PrivateKey second = PrivateKey::generate();
  for (const std::string& bytes : {file, trust::add_signature(file, second).value()}) {
    const auto read = trust::parse<trust::Root>(bytes);
    REQUIRE(read);
    CHECK(trust::verify_threshold(*read, root.roles["root"], root.keys, "root"));
    CHECK(read->role.keys.at("other").write() == other);
  }
}

TEST_CASE("what is not metadata is refused") {
  const PrivateKey key = PrivateKey::generate();
  const std::string good = trust::sign(sample_timestamp(), {&key}).value();
  REQUIRE(trust::parse<trust::Timestamp>(good));
  const auto refused = [](const std::string& bytes) {
    return !trust::parse<trust::Timestamp>(bytes).has_value();
  };
  CHECK(refused(""));
  CHECK(refused("[]"));
  CHECK(refused("{}"));
  CHECK(refused(good.substr(0, good.size() - 1)));
  CHECK(refused(good + "x"));
  CHECK(refused(replaced(good, R"("_type":"timestamp")", R"("_type":"snapshot")")));
  CHECK(refused(replaced(good, R"("spec_version":"1.0.34")", R"("spec_version":"2.0.0")")));
  CHECK(refused(replaced(good, R"("spec_version":"1.0.34")", R"("spec_version":"10.0")")));
  CHECK(refused(replaced(good, R"("version":7)", R"("version":0)")));
  CHECK(refused(replaced(good, R"("version":7)", R"("version":-7)")));
  CHECK(refused(replaced(good, R"("version":7)", R"("version":"7")")));
  CHECK(refused(replaced(good, R"("version":7)", R"("version":7.5)")));
  CHECK(refused(replaced(good, "2030-01-01T00:00:00Z", "2030-01-01")));
  CHECK(refused(replaced(good, "snapshot.json", "other.json")));
  CHECK_FALSE(refused(replaced(good, R"("spec_version":"1.0.34")", R"("spec_version":"1.9")")));
}

TEST_CASE("a delegation must be one that can be followed") {
  const PrivateKey key = PrivateKey::generate();
  trust::Targets targets;
  auto& delegations = targets.delegations.emplace();
  const auto refused = [&] {
    return !trust::parse<trust::Targets>(trust::sign(targets, {&key}).value()).has_value();
  };
  delegations.roles.push_back({"a", {{key.id()}, 1}, true, {"a/*"}, {}});
  CHECK_FALSE(refused());
  SECTION("a top-level role") {
    delegations.roles[0].name = "snapshot";
  }
  SECTION("no name") {
    delegations.roles[0].name = "";
  }
  SECTION("a threshold of none") {
    delegations.roles[0].signers.threshold = 0;
  }
  SECTION("a key twice") {
    delegations.roles[0].signers.keyids.push_back(key.id());
  }
  SECTION("a role twice") {
    delegations.roles.push_back(delegations.roles[0]);
  }
  SECTION("too many bins") {
    delegations.succinct_roles = trust::SuccinctRoles{{{key.id()}, 1}, 33, "b"};
  }
  CHECK(refused());
}

TEST_CASE("a threshold counts different keys") {
  Party party(3);
  auto& [keys, known, signers] = party;
  const auto verified = [&](const std::vector<const PrivateKey*>& by) {
    const auto file = trust::parse<trust::Timestamp>(trust::sign(sample_timestamp(), by).value());
    return trust::verify_threshold(*file, signers, known, "timestamp").has_value();
  };
  signers.threshold = 2;
  CHECK(verified({&keys[0], &keys[1]}));
  CHECK(verified({&keys[0], &keys[1], &keys[2]}));
  CHECK_FALSE(verified({&keys[0]}));
  CHECK_FALSE(verified({}));

  const PrivateKey stranger = PrivateKey::generate();
  CHECK_FALSE(verified({&keys[0], &stranger}));
  known.emplace(stranger.id(), stranger.public_key());  // known, but not for this role
  CHECK_FALSE(verified({&keys[0], &stranger}));
  known.erase(keys[1].id());  // of the role, but not known
  CHECK_FALSE(verified({&keys[0], &keys[1]}));
}

TEST_CASE("one key under two ids counts once") {
  const PrivateKey key = PrivateKey::generate();
  trust::Keys known;
  known.emplace("one", key.public_key());
  known.emplace("two", key.public_key());
  auto file = trust::parse<trust::Timestamp>(trust::sign(sample_timestamp(), {}).value()).value();
  file.signatures = {{"one", key.sign(file.message)}, {"two", key.sign(file.message)}};
  CHECK(trust::verify_threshold(file, {{"one", "two"}, 1}, known, "timestamp"));
  const auto twice = trust::verify_threshold(file, {{"one", "two"}, 2}, known, "timestamp");
  REQUIRE_FALSE(twice);
  CHECK(twice.error().code == Code::untrusted);
}

TEST_CASE("a key id twice among the signatures refuses the file") {
  const PrivateKey key = PrivateKey::generate();
  const auto file =
      trust::parse<trust::Timestamp>(trust::sign(sample_timestamp(), {&key, &key}).value());
  REQUIRE_FALSE(file);
  CHECK(file.error().code == Code::untrusted);
}

TEST_CASE("a signature that is no hex does not count and does no harm") {
  const PrivateKey key = PrivateKey::generate();
  const std::string good = trust::sign(sample_timestamp(), {&key}).value();
  const std::string bad = replaced(good, R"("sig":")", R"("sig":"zz)");
  const auto file = trust::parse<trust::Timestamp>(bad);
  REQUIRE(file);
  trust::Keys known;
  known.emplace(key.id(), key.public_key());
  CHECK_FALSE(trust::verify_threshold(*file, {{key.id()}, 1}, known, "timestamp"));
}

TEST_CASE("fields that are not known are within the signature") {
  const PrivateKey key = PrivateKey::generate();
  const std::string unsigned_file = replaced(trust::sign(sample_timestamp(), {}).value(),
                                             R"("_type")", R"("_new":{"a":[1,"б"]},"_type")");
  const std::string good = trust::add_signature(unsigned_file, key).value();
  trust::Keys known;
  known.emplace(key.id(), key.public_key());
  const trust::Signers signers{{key.id()}, 1};
  CHECK(trust::verify_threshold(trust::parse<trust::Timestamp>(good).value(), signers, known, "t"));
  const std::string changed = replaced(good, R"([1,"б"])", R"([2,"б"])");
  CHECK_FALSE(trust::verify_threshold(trust::parse<trust::Timestamp>(changed).value(), signers,
                                      known, "t"));
}

TEST_CASE("the length of metadata") {
  trust::MetaFile meta = trust::describe(1, "abc");
  CHECK(trust::check_file("abc", meta, "a file"));
  meta.length = 2;
  CHECK(trust::check_file("abc", meta, "a file").error().code == base::Code::untrusted);
}

TEST_CASE("hashes of metadata") {
  trust::MetaFile expected;
  CHECK(trust::check_file("anything", expected, "x"));  // none is given: the version must do
  expected.hashes["sha512"] =
      "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
      "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f";  // FIPS 180-4: "abc"
  CHECK(trust::check_file("abc", expected, "x"));
  CHECK_FALSE(trust::check_file("abd", expected, "x"));
  expected.hashes = {{"md5", "00"}};
  CHECK(trust::check_file("abc", expected, "x").error().code == Code::unsupported);
}

TEST_CASE("what the specification does not know does not matter, wherever it stands") {
  const PrivateKey key = PrivateKey::generate();
  trust::Keys known;
  known.emplace(key.id(), key.public_key());
  const trust::Signers signers{{key.id()}, 1};

  SECTION("a role that is none of the four, in any shape") {
    const std::string root = trust::sign(root_with(key), {}).value();
    const std::string more = replaced(root, R"("roles":{)", R"("roles":{"mirrors":7,)");
    const auto file = trust::parse<trust::Root>(trust::add_signature(more, key).value());
    REQUIRE(file);
    CHECK(trust::verify_threshold(*file, signers, known, "root"));
  }
  SECTION("a key of a type that nobody knows") {
    const std::string root = trust::sign(root_with(key), {}).value();
    const std::string more =
        replaced(root, R"("keys":{)",
                 R"("keys":{"k":{"keytype":"new","keyval":{"public":{"a":1}},"scheme":"newer"},)");
    const auto file = trust::parse<trust::Root>(trust::add_signature(more, key).value());
    REQUIRE(file);
    CHECK(trust::verify_threshold(*file, signers, known, "root"));
  }
  SECTION("our own field with something else in it") {
    const std::string timestamp = trust::sign(sample_timestamp(), {}).value();
    const std::string other = replaced(timestamp, R"("x-signed-at":"2029-12-01T00:00:00Z")",
                                       R"("x-signed-at":{"by":"another publisher"})");
    const auto file = trust::parse<trust::Timestamp>(trust::add_signature(other, key).value());
    REQUIRE(file);
    CHECK_FALSE(file->role.signed_at);
    CHECK(trust::verify_threshold(*file, signers, known, "timestamp"));
  }
  SECTION("a file in another format among the snapshot's") {
    trust::Snapshot snapshot;
    snapshot.meta["targets"].version = 3;
    const std::string more = replaced(trust::sign(snapshot, {}).value(), R"("meta":{)",
                                      R"("meta":{"targets.cbor":{"version":1},)");
    const auto file = trust::parse<trust::Snapshot>(trust::add_signature(more, key).value());
    REQUIRE(file);
    CHECK(file->role.meta.size() == 1);
  }
  SECTION("beside a signature") {
    const std::string timestamp = trust::sign(sample_timestamp(), {&key}).value();
    const auto file = trust::parse<trust::Timestamp>(
        replaced(timestamp, R"({"keyid":)", R"({"cert":["x"],"keyid":)"));
    REQUIRE(file);
    CHECK(trust::verify_threshold(*file, signers, known, "timestamp"));
  }
}

TEST_CASE("a field that must be there must be there") {
  const PrivateKey key = PrivateKey::generate();
  trust::Snapshot snapshot;
  snapshot.meta["targets"].version = 3;
  trust::Targets targets;
  targets.delegations.emplace().roles.push_back({"a", {{key.id()}, 1}, true, {"*"}, {}});
  const std::string root_file = trust::sign(root_with(key), {&key}).value();
  const std::string targets_file = trust::sign(targets, {&key}).value();
  const std::string timestamp_file = trust::sign(sample_timestamp(), {&key}).value();

  CHECK_FALSE(trust::parse<trust::Root>(replaced(root_file, R"("keys":)", R"("kees":)")));
  CHECK_FALSE(trust::parse<trust::Root>(replaced(root_file, R"("roles":)", R"("rolls":)")));
  CHECK_FALSE(trust::parse<trust::Root>(replaced(root_file, R"("keyids":)", R"("keys":)")));
  CHECK_FALSE(trust::parse<trust::Snapshot>(
      replaced(trust::sign(snapshot, {&key}).value(), R"("meta":)", R"("metal":)")));
  CHECK_FALSE(
      trust::parse<trust::Targets>(replaced(targets_file, R"("targets":{)", R"("target":{)")));
  CHECK_FALSE(trust::parse<trust::Targets>(replaced(targets_file, R"("keys":)", R"("kees":)")));
  CHECK_FALSE(trust::parse<trust::Timestamp>(
      replaced(timestamp_file, R"("signatures":)", R"("signature":)")));
  CHECK(trust::parse<trust::Targets>(targets_file));
}

TEST_CASE("hashes that are given are at least one") {
  const PrivateKey key = PrivateKey::generate();
  const std::string hash = trust::describe(4, "snapshot").hashes.at("sha256");
  const std::string good = trust::sign(sample_timestamp(), {&key}).value();
  const std::string none = R"("hashes":{})";
  CHECK_FALSE(trust::parse<trust::Timestamp>(
      replaced(good, R"("hashes":{"sha256":")" + hash + R"("})", none)));
}

TEST_CASE("a delegation as the specification's own example writes it") {
  const PrivateKey key = PrivateKey::generate();
  trust::Targets targets;
  targets.delegations.emplace().roles.push_back({"a", {{key.id()}, 1}, true, {"p"}, {}});
  const std::string file = trust::sign(targets, {&key}).value();

  SECTION("it does not terminate where it does not say so") {
    const auto read = trust::parse<trust::Targets>(replaced(file, R"(,"terminating":true)", ""));
    REQUIRE(read);
    CHECK_FALSE(read->role.delegations->roles[0].terminating);
  }
  SECTION("neither paths nor hash prefixes: it is for no target") {
    const auto read = trust::parse<trust::Targets>(replaced(file, R"("paths":["p"],)", ""));
    REQUIRE(read);
    CHECK(read->role.delegations->roles[0].paths.empty());
  }
  SECTION("both: nobody can tell what is meant") {
    CHECK_FALSE(trust::parse<trust::Targets>(
        replaced(file, R"("paths":["p"],)", R"("path_hash_prefixes":["0"],"paths":["p"],)")));
  }
}
