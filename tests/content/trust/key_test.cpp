#include "content/trust/key.hpp"

#include <catch2/catch.hpp>

#include "content/base/hash.hpp"
#include "tests/fakes/foreign_key.hpp"

using namespace rohnamo;
using base::json::Object;
using fakes::ForeignKey;
using trust::PrivateKey;
using trust::PublicKey;

namespace {

PublicKey read_key(std::string_view type, std::string_view scheme, const std::string& text) {
  const base::json::Value value =
      Object{{"keytype", type}, {"scheme", scheme}, {"keyval", Object{{"public", text}}}};
  return PublicKey::read(base::json::Reader(value, "key")).value();
}

}  // namespace

TEST_CASE("a key shares no memory with the file that it was read from, so threads may copy it") {
  const auto value = base::json::parse(
      R"({"keytype": "ed25519", "scheme": "ed25519", "keyval": {"public": "00"}})", 1000);
  REQUIRE(value);
  const auto key = PublicKey::read(base::json::Reader(*value, "key"));
  REQUIRE(key);
  CHECK(value->storage().get() != boost::json::storage_ptr().get());
  CHECK(key->write().storage().get() == boost::json::storage_ptr().get());
}

TEST_CASE("Ed25519 as RFC 8032, 7.1, test 1") {
  const PublicKey key = PublicKey::ed25519(
      base::from_hex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a").value());
  const std::string signature = base::from_hex(
                                    "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901"
                                    "555fb8821590a33bacc61e39701c"
                                    "f9b46bd25bf5f0595bbe24655141438e7a100b")
                                    .value();
  CHECK(key.verify("", signature));
  CHECK_FALSE(key.verify("x", signature));
  CHECK_FALSE(key.verify("", signature.substr(1)));
  CHECK_FALSE(key.verify("", ""));
}

TEST_CASE("the key id is the hash of the canonical key object") {
  const PublicKey key = read_key(
      "ed25519", "ed25519", "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");
  CHECK(key.id() == "74c181c7ad8a0855d4b55e44d2ba87aabdddb196832571f15f92fece332e4916");
}

TEST_CASE("a key that signs goes through PEM") {
  const PrivateKey key = PrivateKey::generate();
  const PrivateKey again = PrivateKey::from_pem(key.to_pem()).value();
  CHECK(again.id() == key.id());
  CHECK(key.public_key().verify("message", again.sign("message")));
  CHECK_FALSE(PrivateKey::generate().public_key().verify("message", key.sign("message")));
  CHECK_FALSE(PrivateKey::from_pem("-----BEGIN PRIVATE KEY-----"));
  CHECK_FALSE(PrivateKey::from_pem(""));
}

TEST_CASE("ECDSA on P-256") {
  const ForeignKey foreign(EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", "P-256"));
  for (const char* type : {"ecdsa", "ecdsa-sha2-nistp256"}) {
    const PublicKey key = read_key(type, "ecdsa-sha2-nistp256", foreign.pem());
    CHECK(key.verify("message", foreign.sign("message")));
    CHECK_FALSE(key.verify("massage", foreign.sign("message")));
  }
  const ForeignKey other(EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", "P-384"));
  const PublicKey wrong = read_key("ecdsa", "ecdsa-sha2-nistp256", other.pem());
  CHECK_FALSE(wrong.verify("message", other.sign("message")));
}

TEST_CASE("RSA-PSS with any length of salt") {
  const ForeignKey foreign(EVP_PKEY_Q_keygen(nullptr, nullptr, "RSA", std::size_t{2048}));
  const PublicKey key = read_key("rsa", "rsassa-pss-sha256", foreign.pem());
  CHECK(key.verify("message", foreign.sign("message", 32)));
  CHECK(key.verify("message", foreign.sign("message", RSA_PSS_SALTLEN_MAX)));
  CHECK(key.verify("message", foreign.sign("message", 0)));
  CHECK_FALSE(key.verify("message", foreign.sign("message")));  // PKCS #1 v1.5
}

TEST_CASE("a weak RSA key verifies nothing") {
  const ForeignKey foreign(EVP_PKEY_Q_keygen(nullptr, nullptr, "RSA", std::size_t{1024}));
  const PublicKey key = read_key("rsa", "rsassa-pss-sha256", foreign.pem());
  CHECK_FALSE(key.verify("message", foreign.sign("message", 32)));
  CHECK(key.identity().empty());
}

TEST_CASE("a key that is not known is read and verifies nothing") {
  const PrivateKey good = PrivateKey::generate();
  const std::string hex = good.public_key().write().at("keyval").at("public").as_string().c_str();
  CHECK_FALSE(read_key("ed448", "ed448", hex).verify("m", good.sign("m")));
  CHECK_FALSE(read_key("ed25519", "post-quantum", hex).verify("m", good.sign("m")));
  CHECK_FALSE(read_key("ed25519", "ed25519", "no hex").verify("m", good.sign("m")));
  CHECK(read_key("ed25519", "ed25519", hex).verify("m", good.sign("m")));
}

TEST_CASE("what counts as one key does not depend on how it is written") {
  const ForeignKey foreign(EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", "P-256"));
  const PublicKey one = read_key("ecdsa", "ecdsa-sha2-nistp256", foreign.pem());
  const PublicKey two =
      read_key("ecdsa-sha2-nistp256", "ecdsa-sha2-nistp256", foreign.pem() + "\n");
  CHECK(one.id() != two.id());
  CHECK(one.identity() == two.identity());
  foreign.compress();
  const PublicKey three = read_key("ecdsa", "ecdsa-sha2-nistp256", foreign.pem());
  CHECK(one.id() != three.id());
  CHECK(one.identity() == three.identity());
  CHECK(three.verify("message", foreign.sign("message")));
}
