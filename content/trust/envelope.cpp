#include "content/trust/envelope.hpp"

#include <fmt/format.h>
#include <openssl/evp.h>

#include <algorithm>
#include <set>

#include "content/base/hash.hpp"
#include "content/trust/canonical.hpp"
#include "content/trust/codec.hpp"

namespace rohnamo::trust {
namespace {

using base::Code;
using base::fail;
using base::Result;
using base::json::Array;
using base::json::Object;
using base::json::Reader;
using base::json::Value;

Result<void> read_signatures(const Reader& file, std::vector<Signature>& signatures) {
  std::set<KeyId, std::less<>> seen;
  if (!file.has("signatures"))
    return fail(Code::invalid_input, file.where() + ".signatures is missing");
  return file.each("signatures", [&](const Reader& element) -> Result<void> {
    Signature signature{TRY(element.string("keyid")), ""};
    // 4.2: the key id must be unique among the signatures.
    if (!seen.insert(signature.keyid).second)
      return fail(Code::untrusted, element.where() + ": the key id is there twice");
    signature.bytes = base::from_hex(TRY(element.string("sig"))).value_or("");
    signatures.push_back(std::move(signature));
    return {};
  });
}

Object make_signature(std::string_view message, const PrivateKey& key) {
  return {{"keyid", key.id()}, {"sig", base::to_hex(key.sign(message))}};
}

std::string sha512_hex(std::string_view bytes) {
  std::string digest(64, '\0');
  unsigned int length = 0;
  EVP_Digest(bytes.data(), bytes.size(), reinterpret_cast<unsigned char*>(digest.data()), &length,
             EVP_sha512(), nullptr);
  return base::to_hex(digest);
}

}  // namespace

template <class Role>
Result<Signed<Role>> parse(std::string_view bytes) {
  const Value value = TRY(base::json::parse(bytes, bytes.size()));
  const Reader file(value, std::string(Role::type));
  const Reader object = TRY(file.object("signed"));
  Signed<Role> result;
  TRY(read_signatures(file, result.signatures));
  TRY(read(object, result.role));
  result.message = TRY(canonical(object.value()));
  return result;
}

template <class Role>
Result<std::string> sign(const Role& role, const std::vector<const PrivateKey*>& keys) {
  const Object object = write(role);
  const std::string message = TRY(canonical(object));
  Array signatures;
  for (const PrivateKey* key : keys) signatures.emplace_back(make_signature(message, *key));
  return canonical_file(Object{{"signatures", std::move(signatures)}, {"signed", object}});
}

template Result<Signed<Root>> parse(std::string_view);
template Result<Signed<Timestamp>> parse(std::string_view);
template Result<Signed<Snapshot>> parse(std::string_view);
template Result<Signed<Targets>> parse(std::string_view);
template Result<std::string> sign(const Root&, const std::vector<const PrivateKey*>&);
template Result<std::string> sign(const Timestamp&, const std::vector<const PrivateKey*>&);
template Result<std::string> sign(const Snapshot&, const std::vector<const PrivateKey*>&);
template Result<std::string> sign(const Targets&, const std::vector<const PrivateKey*>&);

Result<std::string> add_signature(std::string_view file, const PrivateKey& key) {
  Value value = TRY(base::json::parse(file, file.size()));
  const Value part = TRY(Reader(value, "file").object("signed")).value();
  const std::string message = TRY(canonical(part));
  Array signatures;
  TRY(Reader(value, "file").each("signatures", [&](const Reader& element) -> Result<void> {
    if (TRY(element.string("keyid")) != key.id()) signatures.push_back(element.value());
    return {};
  }));
  signatures.emplace_back(make_signature(message, key));
  value.get_object()["signatures"] = std::move(signatures);
  return canonical_file(value);
}

Result<void> verify_threshold(const Envelope& envelope, const Signers& signers, const Keys& keys,
                              std::string_view role) {
  std::set<std::string_view> signed_by;
  for (const Signature& signature : envelope.signatures) {
    const bool named = std::find(signers.keyids.begin(), signers.keyids.end(), signature.keyid) !=
                       signers.keyids.end();
    const auto key = named ? keys.find(signature.keyid) : keys.end();
    if (key != keys.end() && key->second.verify(envelope.message, signature.bytes))
      signed_by.insert(key->second.identity());
  }
  if (static_cast<std::int64_t>(signed_by.size()) >= signers.threshold) return {};
  return fail(Code::untrusted, fmt::format("{} is signed by {} of its keys, {} must", role,
                                           signed_by.size(), signers.threshold));
}

MetaFile describe(std::int64_t version, std::string_view file) {
  MetaFile meta;
  meta.version = version;
  meta.length = file.size();
  meta.hashes["sha256"] = base::sha256(file).hex();
  return meta;
}

Result<void> check_file(std::string_view bytes, const MetaFile& expected, std::string_view what) {
  if (expected.length && *expected.length != bytes.size())
    return fail(Code::untrusted, fmt::format("{} has {} bytes, {} are signed for", what,
                                             bytes.size(), *expected.length));
  bool known = expected.hashes.empty();
  for (const auto& [algorithm, hash] : expected.hashes) {
    if (algorithm != "sha256" && algorithm != "sha512") continue;
    known = true;
    const std::string actual =
        algorithm == "sha256" ? base::sha256(bytes).hex() : sha512_hex(bytes);
    if (actual != hash)
      return fail(Code::untrusted, fmt::format("{} has another {}", what, algorithm));
  }
  if (!known) return fail(Code::unsupported, fmt::format("{}: no known hash", what));
  return {};
}

}  // namespace rohnamo::trust
