// Keys of every kind that the specification names, made and used by OpenSSL alone.
#include "content/base/hash.hpp"
#include "tests/fakes/foreign_key.hpp"
#include "tests/tuf/world.hpp"

using namespace rohnamo;
using base::json::Object;
using fakes::ForeignKey;
using tuf::World;

namespace {

struct Kind {
  const char *type, *scheme;
  EVP_PKEY* (*make)();
  int salt;
};

const Kind kinds[] = {
    {"ecdsa", "ecdsa-sha2-nistp256",
     [] { return EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", "P-256"); }, -2},
    {"rsa", "rsassa-pss-sha256",
     [] { return EVP_PKEY_Q_keygen(nullptr, nullptr, "RSA", std::size_t{2048}); }, 32},
};

// The root's file with a signature more.
std::string signed_too(const std::string& file, const std::string& id, const std::string& bytes) {
  base::json::Value value = boost::json::parse(file);
  value.at("signatures").as_array().push_back(Object{{"keyid", id}, {"sig", base::to_hex(bytes)}});
  return boost::json::serialize(value);
}

}  // namespace

TEST_CASE("a threshold that another kind of key must help to reach") {
  for (const Kind& kind : kinds) {
    INFO(kind.scheme);
    World world;
    auto& repository = world.repository;
    REQUIRE(world.init().code == 0);
    const ForeignKey key(kind.make());
    const base::json::Value object = Object{
        {"keytype", kind.type}, {"scheme", kind.scheme}, {"keyval", Object{{"public", key.pem()}}}};
    // No hash of anything: ids are the publisher's choice.
    const std::string id = "the board's key";
    repository.root.keys.emplace(id,
                                 trust::PublicKey::read(base::json::Reader(object, "key")).value());
    repository.root.roles["root"].keyids.push_back(id);
    repository.root.roles["root"].threshold = 2;
    repository.root.version = 2;
    repository.write_root();
    std::string& file = repository.files["metadata/2.root.json"];
    const std::string one_signature = file;
    const std::string message = trust::parse<trust::Root>(file).value().message;

    CHECK(world.refresh().code == 1);
    file = signed_too(one_signature, id, key.sign("another root", kind.salt));
    CHECK(world.refresh().code == 1);
    CHECK(world.stored("root") == repository.root_file(1));
    file = signed_too(one_signature, id, key.sign(message, kind.salt));
    CHECK(world.refresh().code == 0);
    CHECK(world.stored("root") == file);
  }
}

TEST_CASE("a signature that does not hold beside enough that do") {
  World world;
  auto& repository = world.repository;
  const auto other = trust::PrivateKey::generate();
  repository.root.keys.emplace(other.id(), other.public_key());
  repository.root.roles["timestamp"].keyids.push_back(other.id());
  repository.write_root();
  std::string& file = repository.files["metadata/timestamp.json"];
  SECTION("of other bytes") {
    file = signed_too(file, other.id(), other.sign("something else"));
  }
  SECTION("empty") {
    file = signed_too(file, other.id(), "");
  }
  SECTION("of a key that nobody knows") {
    const auto stranger = trust::PrivateKey::generate();
    file = trust::add_signature(file, stranger).value();
  }
  REQUIRE(world.init().code == 0);
  CHECK(world.refresh().code == 0);
}

TEST_CASE("one key counts once, however often it signs") {
  World world;
  auto& repository = world.repository;
  REQUIRE(world.init().code == 0);
  auto& keys = repository.keys["snapshot"];
  repository.root.roles["snapshot"].threshold = 2;
  SECTION("under one id") {
    keys.push_back(keys[0]);
  }
  SECTION("under two ids") {
    repository.root.keys.emplace("again", keys[0].public_key());
    repository.root.roles["snapshot"].keyids.push_back("again");
  }
  repository.root.version = 2;
  repository.write_root();
  world.sign_the_rest();
  std::string& file = repository.files.at(repository.path_of("snapshot"));
  if (keys.size() == 1) {
    const std::string message = trust::parse<trust::Snapshot>(file).value().message;
    file = signed_too(file, "again", keys[0].sign(message));
    repository.timestamp.snapshot = trust::describe(repository.snapshot.version, file);
    repository.write_timestamp();
  }
  CHECK(world.refresh().code == 1);
  CHECK(world.roles() == tuf::Names{"root", "timestamp"});
}
