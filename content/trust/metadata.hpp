// TUF metadata as values (TUF specification 1.0.34, section 4; succinct roles: TAP 15).
//
// parse() and sign() between these and files are in envelope.hpp. Fields that are not known are
// left alone when read; they are within what was signed, so they are verified too.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "content/base/time.hpp"
#include "content/trust/key.hpp"

namespace rohnamo::trust {

constexpr std::string_view spec_version = "1.0.34";  // as written; any 1.x is read

using Keys = std::map<KeyId, PublicKey, std::less<>>;
using Hashes = std::map<std::string, std::string, std::less<>>;  // algorithm -> hex

// Who must sign for a role: `threshold` different keys of these.
struct Signers {
  std::vector<KeyId> keyids;
  std::int64_t threshold = 1;
  bool operator==(const Signers&) const = default;
};

// What one role's file says of another file of metadata (4.4, METAFILES).
struct MetaFile {
  std::int64_t version = 1;
  std::optional<std::uint64_t> length;  // bytes
  Hashes hashes;
};

struct Root {
  static constexpr std::string_view type = "root";
  std::int64_t version = 1;
  base::Time expires;
  bool consistent_snapshot = true;
  Keys keys;
  std::map<std::string, Signers, std::less<>> roles;  // root, timestamp, snapshot, targets
};

struct Timestamp {
  static constexpr std::string_view type = "timestamp";
  std::int64_t version = 1;
  base::Time expires;
  MetaFile snapshot;
  // Ours, "x-signed-at": when it was signed, so that whoever verifies it knows that it is later.
  std::optional<base::Time> signed_at;
};

struct Snapshot {
  static constexpr std::string_view type = "snapshot";
  std::int64_t version = 1;
  base::Time expires;
  std::map<std::string, MetaFile, std::less<>> meta;  // by role, without ".json"
};

struct TargetFile {
  std::uint64_t length = 0;  // bytes
  Hashes hashes;
  base::json::Object custom;
};

struct Delegation {
  std::string name;
  Signers signers;
  bool terminating = false;
  std::vector<std::string> paths;               // patterns; see paths.hpp
  std::vector<std::string> path_hash_prefixes;  // instead of paths; with neither it has no target
};

// 2^bit_length roles "<name_prefix>-<hex>", one for each range of a path's SHA-256 (TAP 15).
struct SuccinctRoles {
  Signers signers;
  int bit_length = 1;  // 1 to 32
  std::string name_prefix;
};

struct Delegations {
  Keys keys;
  std::vector<Delegation> roles;  // in the order of search; empty where there are succinct roles
  std::optional<SuccinctRoles> succinct_roles;
};

// The top-level targets role and every delegated one.
struct Targets {
  static constexpr std::string_view type = "targets";
  std::int64_t version = 1;
  base::Time expires;
  std::map<std::string, TargetFile, std::less<>> targets;  // by path
  std::optional<Delegations> delegations;
};

}  // namespace rohnamo::trust
