#include "content/trust/key.hpp"

#include <openssl/bio.h>
#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>

#include <array>
#include <stdexcept>

#include "content/base/hash.hpp"
#include "content/trust/canonical.hpp"

namespace rohnamo::trust {
namespace {

using base::json::Object;

template <auto Free>
struct Deleter {
  template <class T>
  void operator()(T* pointer) const {
    Free(pointer);
  }
};
using Pkey = std::unique_ptr<EVP_PKEY, Deleter<EVP_PKEY_free>>;
using Bio = std::unique_ptr<BIO, Deleter<BIO_free_all>>;
using Digest = std::unique_ptr<EVP_MD_CTX, Deleter<EVP_MD_CTX_free>>;
using Number = std::unique_ptr<BIGNUM, Deleter<BN_free>>;

constexpr int least_rsa_bits = 2048;

const unsigned char* data(std::string_view bytes) {
  return reinterpret_cast<const unsigned char*>(bytes.data());
}

// What OpenSSL refuses here can only be exhausted memory or a broken installation.
void require(bool done, const char* what) {
  if (!done) throw std::runtime_error(what);
}

// Never asks a person for a passphrase.
int no_passphrase(char*, int, int, void*) {
  return -1;
}

Bio reader_of(std::string_view text) {
  return Bio(BIO_new_mem_buf(text.data(), static_cast<int>(text.size())));
}

Pkey read_public_pem(std::string_view pem) {
  const Bio bio = reader_of(pem);
  return Pkey(PEM_read_bio_PUBKEY(bio.get(), nullptr, no_passphrase, nullptr));
}

Pkey ed25519_from_raw(std::string_view raw) {
  return Pkey(EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, data(raw), raw.size()));
}

Pkey ed25519_from_text(std::string_view text) {
  if (const auto raw = base::from_hex(text)) return ed25519_from_raw(*raw);
  return read_public_pem(text);
}

bool is_p256(const EVP_PKEY* key) {
  std::array<char, 64> group{};
  return EVP_PKEY_get_utf8_string_param(key, OSSL_PKEY_PARAM_GROUP_NAME, group.data(), group.size(),
                                        nullptr) == 1 &&
         std::string_view(group.data()) == "prime256v1";
}

// The key, if type and scheme go together and the key is of that type; null if not.
Pkey read_material(std::string_view type, std::string_view scheme, std::string_view text) {
  if (type == "ed25519" && scheme == "ed25519") {
    Pkey key = ed25519_from_text(text);
    return key && EVP_PKEY_is_a(key.get(), "ED25519") ? std::move(key) : nullptr;
  }
  if ((type == "ecdsa" || type == "ecdsa-sha2-nistp256") && scheme == "ecdsa-sha2-nistp256") {
    Pkey key = read_public_pem(text);
    return key && EVP_PKEY_is_a(key.get(), "EC") && is_p256(key.get()) ? std::move(key) : nullptr;
  }
  if (type == "rsa" && scheme == "rsassa-pss-sha256") {
    Pkey key = read_public_pem(text);
    const bool strong =
        key && EVP_PKEY_is_a(key.get(), "RSA") && EVP_PKEY_get_bits(key.get()) >= least_rsa_bits;
    return strong ? std::move(key) : nullptr;
  }
  return nullptr;
}

std::string coordinate(const EVP_PKEY* key, const char* name) {
  BIGNUM* number = nullptr;
  require(EVP_PKEY_get_bn_param(key, name, &number) == 1, "a point without coordinates");
  const Number owned(number);
  std::string bytes(32, '\0');
  require(BN_bn2binpad(number, reinterpret_cast<unsigned char*>(bytes.data()),
                       static_cast<int>(bytes.size())) == 32,
          "a point beyond P-256");
  return bytes;
}

// A point has several encodings, and each is another DER.
std::string identity_of(EVP_PKEY* key) {
  if (EVP_PKEY_is_a(key, "EC"))
    return "P-256 " + coordinate(key, OSSL_PKEY_PARAM_EC_PUB_X) +
           coordinate(key, OSSL_PKEY_PARAM_EC_PUB_Y);
  unsigned char* bytes = nullptr;
  const int length = i2d_PUBKEY(key, &bytes);
  require(length > 0, "cannot encode a public key");
  std::string der(reinterpret_cast<char*>(bytes), static_cast<std::size_t>(length));
  OPENSSL_free(bytes);
  return der;
}

// As python-securesystemslib makes it.
KeyId make_id(const Object& object) {
  return base::sha256(canonical(object).value_or("")).hex();
}

bool start_verifying(EVP_MD_CTX* context, EVP_PKEY* key) {
  if (EVP_PKEY_is_a(key, "ED25519"))
    return EVP_DigestVerifyInit(context, nullptr, nullptr, nullptr, key) == 1;
  EVP_PKEY_CTX* parameters = nullptr;  // owned by `context`
  if (EVP_DigestVerifyInit(context, &parameters, EVP_sha256(), nullptr, key) != 1) return false;
  if (!EVP_PKEY_is_a(key, "RSA")) return true;
  return EVP_PKEY_CTX_set_rsa_padding(parameters, RSA_PKCS1_PSS_PADDING) == 1 &&
         EVP_PKEY_CTX_set_rsa_mgf1_md(parameters, EVP_sha256()) == 1 &&
         EVP_PKEY_CTX_set_rsa_pss_saltlen(parameters, RSA_PSS_SALTLEN_AUTO) == 1;
}

}  // namespace

struct PublicKey::Material {
  Pkey key;
  std::string identity;
};

struct PrivateKey::Material {
  Pkey key;
};

// In memory of its own: the room of the file that it was read from is no thread's alone to grow, as
// each copy of a part of it would.
PublicKey::PublicKey(Object object)
    : object_(std::move(object), boost::json::storage_ptr()), id_(make_id(object_)) {}

base::Result<PublicKey> PublicKey::read(const base::json::Reader& object) {
  const std::string type = TRY(object.string("keytype"));
  const std::string scheme = TRY(object.string("scheme"));
  const auto keyval = TRY(object.object("keyval"));
  const std::string text = keyval.string("public").value_or("");
  PublicKey key(object.value().get_object());
  if (Pkey material = read_material(type, scheme, text)) {
    std::string identity = identity_of(material.get());
    key.material_ =
        std::make_shared<const Material>(Material{std::move(material), std::move(identity)});
  }
  return key;
}

PublicKey PublicKey::ed25519(std::string_view raw) {
  PublicKey key(Object{{"keytype", "ed25519"},
                       {"scheme", "ed25519"},
                       {"keyval", Object{{"public", base::to_hex(raw)}}}});
  if (Pkey material = ed25519_from_raw(raw)) {
    std::string identity = identity_of(material.get());
    key.material_ =
        std::make_shared<const Material>(Material{std::move(material), std::move(identity)});
  }
  return key;
}

std::string_view PublicKey::identity() const {
  return material_ ? std::string_view(material_->identity) : std::string_view();
}

bool PublicKey::verify(std::string_view message, std::string_view signature) const {
  if (!material_) return false;
  const Digest context(EVP_MD_CTX_new());
  require(context != nullptr, "no memory for a digest");
  return start_verifying(context.get(), material_->key.get()) &&
         EVP_DigestVerify(context.get(), data(signature), signature.size(), data(message),
                          message.size()) == 1;
}

PrivateKey::PrivateKey(std::shared_ptr<const Material> material)
    : material_(std::move(material)), public_(Object()) {
  std::array<unsigned char, 32> raw{};
  std::size_t length = raw.size();
  require(EVP_PKEY_get_raw_public_key(material_->key.get(), raw.data(), &length) == 1,
          "no public half of an Ed25519 key");
  public_ = PublicKey::ed25519({reinterpret_cast<const char*>(raw.data()), length});
}

PrivateKey PrivateKey::generate() {
  Pkey key(EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519"));
  require(key != nullptr, "cannot make an Ed25519 key");
  return PrivateKey(std::make_shared<const Material>(Material{std::move(key)}));
}

base::Result<PrivateKey> PrivateKey::from_pem(std::string_view pem) {
  const Bio bio = reader_of(pem);
  Pkey key(PEM_read_bio_PrivateKey(bio.get(), nullptr, no_passphrase, nullptr));
  if (!key || !EVP_PKEY_is_a(key.get(), "ED25519"))
    return base::fail(base::Code::invalid_input, "not an Ed25519 private key in PEM");
  return PrivateKey(std::make_shared<const Material>(Material{std::move(key)}));
}

std::string PrivateKey::to_pem() const {
  const Bio bio(BIO_new(BIO_s_secmem()));
  require(bio && PEM_write_bio_PKCS8PrivateKey(bio.get(), material_->key.get(), nullptr, nullptr, 0,
                                               no_passphrase, nullptr) == 1,
          "cannot write a private key");
  char* bytes = nullptr;
  const long length = BIO_get_mem_data(bio.get(), &bytes);
  return {bytes, static_cast<std::size_t>(length)};
}

std::string PrivateKey::sign(std::string_view message) const {
  std::string signature(64, '\0');
  std::size_t length = signature.size();
  const Digest context(EVP_MD_CTX_new());
  require(
      context &&
          EVP_DigestSignInit(context.get(), nullptr, nullptr, nullptr, material_->key.get()) == 1 &&
          EVP_DigestSign(context.get(), reinterpret_cast<unsigned char*>(signature.data()), &length,
                         data(message), message.size()) == 1 &&
          length == signature.size(),
      "cannot sign");
  return signature;
}

}  // namespace rohnamo::trust
