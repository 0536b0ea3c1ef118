// A key of another's making, by OpenSSL alone: of kinds that the project reads and never writes.
#pragma once

#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>

#include <catch2/catch.hpp>
#include <string>
#include <string_view>

namespace rohnamo::fakes {

class ForeignKey {
 public:
  explicit ForeignKey(EVP_PKEY* key) : key_(key) {}
  ForeignKey(const ForeignKey&) = delete;
  ForeignKey& operator=(const ForeignKey&) = delete;
  ~ForeignKey() { EVP_PKEY_free(key_); }

  [[nodiscard]] std::string pem() const {
    BIO* bio = BIO_new(BIO_s_mem());
    PEM_write_bio_PUBKEY(bio, key_);
    char* bytes = nullptr;
    const long length = BIO_get_mem_data(bio, &bytes);
    std::string text(bytes, static_cast<std::size_t>(length));
    BIO_free(bio);
    return text;
  }

  // The same point of a curve in half the bytes.
  void compress() const {
    REQUIRE(EVP_PKEY_set_utf8_string_param(key_, OSSL_PKEY_PARAM_EC_POINT_CONVERSION_FORMAT,
                                           "compressed") == 1);
  }

  // salt: the length for RSA-PSS; -2 for other keys.
  [[nodiscard]] std::string sign(std::string_view message, int salt = -2) const {
    EVP_MD_CTX* context = EVP_MD_CTX_new();
    EVP_PKEY_CTX* parameters = nullptr;
    REQUIRE(EVP_DigestSignInit(context, &parameters, EVP_sha256(), nullptr, key_) == 1);
    if (salt != -2) {
      EVP_PKEY_CTX_set_rsa_padding(parameters, RSA_PKCS1_PSS_PADDING);
      EVP_PKEY_CTX_set_rsa_pss_saltlen(parameters, salt);
    }
    const auto* bytes = reinterpret_cast<const unsigned char*>(message.data());
    std::size_t length = 0;
    REQUIRE(EVP_DigestSign(context, nullptr, &length, bytes, message.size()) == 1);
    std::string signature(length, '\0');
    REQUIRE(EVP_DigestSign(context, reinterpret_cast<unsigned char*>(signature.data()), &length,
                           bytes, message.size()) == 1);
    signature.resize(length);
    EVP_MD_CTX_free(context);
    return signature;
  }

 private:
  EVP_PKEY* key_;
};

}  // namespace rohnamo::fakes
