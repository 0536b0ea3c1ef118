// On its own: only what makes hashes links OpenSSL, whose loading costs milliseconds.
#include <openssl/evp.h>

#include "content/base/hash.hpp"

namespace rohnamo::base {

struct Sha256::State {
  EVP_MD_CTX* context = EVP_MD_CTX_new();
  State() { EVP_DigestInit_ex(context, algorithm(), nullptr); }
  ~State() { EVP_MD_CTX_free(context); }
  // Fetched once: EVP_sha256() is looked up again for every hash.
  static const EVP_MD* algorithm() {
    static const EVP_MD* const fetched = EVP_MD_fetch(nullptr, "SHA256", nullptr);
    return fetched;
  }
  State(const State&) = delete;
  State& operator=(const State&) = delete;
};

Sha256::Sha256() : state_(std::make_unique<State>()) {}
Sha256::~Sha256() = default;
Sha256::Sha256(Sha256&&) noexcept = default;
Sha256& Sha256::operator=(Sha256&&) noexcept = default;

void Sha256::update(std::string_view bytes) {
  EVP_DigestUpdate(state_->context, bytes.data(), bytes.size());
}

Hash Sha256::finish() {
  Hash hash;
  EVP_DigestFinal_ex(state_->context, hash.bytes.data(), nullptr);
  return hash;
}

Hash sha256(std::string_view bytes) {
  Sha256 hasher;
  hasher.update(bytes);
  return hasher.finish();
}

}  // namespace rohnamo::base
