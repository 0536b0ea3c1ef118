// The keys of a publication, by OpenSSL: Ed25519 is written; Ed25519, ECDSA on P-256 and RSA-PSS
// are read. Any thread; values are cheap to copy.
#pragma once

#include <compare>
#include <memory>
#include <string>
#include <string_view>

#include "content/base/json.hpp"

namespace rohnamo::trust {

// Hex SHA-256 of the key object's canonical JSON where we make it; any text where others did, since
// thresholds count keys (PublicKey::identity), not ids.
using KeyId = std::string;

class PublicKey {
 public:
  // A key object {"keytype", "scheme", "keyval": {"public"}} (TUF specification, 4.2). A type or a
  // scheme that is not known, or a key that cannot be read, gives a key that verifies nothing.
  static base::Result<PublicKey> read(const base::json::Reader& object);
  static PublicKey ed25519(std::string_view raw);  // 32 bytes

  [[nodiscard]] const KeyId& id() const { return id_; }
  [[nodiscard]] base::json::Object write() const { return object_; }

  // What counts as one key, under whatever ids and in whatever encoding. Empty: it verifies
  // nothing.
  [[nodiscard]] std::string_view identity() const;

  // `signature` is raw bytes: 64 for Ed25519, DER for ECDSA.
  [[nodiscard]] bool verify(std::string_view message, std::string_view signature) const;

 private:
  friend class PrivateKey;
  struct Material;
  explicit PublicKey(base::json::Object object);
  base::json::Object object_;  // as it was read, unknown fields too
  KeyId id_;
  std::shared_ptr<const Material> material_;  // null: verifies nothing
};

// An Ed25519 key that signs. Never written to a log.
class PrivateKey {
 public:
  static PrivateKey generate();
  static base::Result<PrivateKey> from_pem(std::string_view pem);  // PKCS #8, not encrypted
  [[nodiscard]] std::string to_pem() const;

  [[nodiscard]] const PublicKey& public_key() const { return public_; }
  [[nodiscard]] const KeyId& id() const { return public_.id(); }
  [[nodiscard]] std::string sign(std::string_view message) const;  // 64 raw bytes

 private:
  struct Material;
  explicit PrivateKey(std::shared_ptr<const Material> material);
  std::shared_ptr<const Material> material_;
  PublicKey public_;
};

}  // namespace rohnamo::trust
