// The signed file around a role's metadata (TUF specification, 4.2): read, verified, made.
//
//   publisher:  std::string file = TRY(sign(snapshot, {&key}));  // written as it is
//   client:     auto file = TRY(parse<Snapshot>(bytes));
//               TRY(verify_threshold(file, root.roles.at("snapshot"), root.keys, "snapshot"));
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "content/trust/metadata.hpp"

namespace rohnamo::trust {

struct Signature {
  KeyId keyid;
  std::string bytes;  // raw; empty where the hex cannot be read: such a signature does not count
};

struct Envelope {
  std::string message;  // the canonical JSON of the signed part
  std::vector<Signature> signatures;
};

template <class Role>
struct Signed : Envelope {
  Role role;
};

// Root, Timestamp, Snapshot or Targets. A wrong type, a major version of the specification that is
// not 1, or a key id twice among the signatures is refused. Nothing is verified yet. The caller
// bounds the bytes.
template <class Role>
base::Result<Signed<Role>> parse(std::string_view bytes);

// At least `threshold` different keys of `signers` have signed. A key counts once, under however
// many ids; a signature that does not hold, or by a key that is not known, does not count.
// Code::untrusted, naming `role`.
base::Result<void> verify_threshold(const Envelope& envelope, const Signers& signers,
                                    const Keys& keys, std::string_view role);

// The whole file, as canonical_file() writes it. Fails where a number does not fit. The keys
// differ.
template <class Role>
base::Result<std::string> sign(const Role& role, const std::vector<const PrivateKey*>& keys);

// Another signature for a file, as of an old root key for a new root; one by this key is replaced.
base::Result<std::string> add_signature(std::string_view file, const PrivateKey& key);

// What a snapshot or a timestamp says of a file of metadata: version, length and SHA-256.
MetaFile describe(std::int64_t version, std::string_view file);

// Length (where given) and every hash of a known algorithm (sha256, sha512) must hold. Hashes of
// which none is known are Code::unsupported.
base::Result<void> check_file(std::string_view bytes, const MetaFile& expected,
                              std::string_view what);

}  // namespace rohnamo::trust
