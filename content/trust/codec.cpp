#include "content/trust/codec.hpp"

#include <algorithm>
#include <array>

namespace rohnamo::trust {
namespace {

using base::Code;
using base::Error;
using base::fail;
using base::Result;
using base::json::Array;
using base::json::Object;
using base::json::Reader;

constexpr std::array<std::string_view, 4> top_level{"root", "timestamp", "snapshot", "targets"};

tl::unexpected<Error> refuse(const Reader& object, std::string_view what) {
  return fail(Code::invalid_input, object.where() + std::string(what));
}

// Reading -------------------------------------------------------------------------------------

// To Reader::each and each_member a missing field is an empty one.
Result<void> demand(const Reader& object, std::string_view field) {
  if (object.has(field)) return {};
  return refuse(object, "." + std::string(field) + " is missing");
}

Result<std::int64_t> positive(const Reader& object, std::string_view field) {
  const std::int64_t number = TRY(object.integer(field));
  if (number < 1) return refuse(object, "." + std::string(field) + " is less than 1");
  return number;
}

Result<std::uint64_t> length_of(const Reader& object) {
  const std::int64_t length = TRY(object.integer("length"));
  if (length < 0) return refuse(object, ".length is negative");
  return static_cast<std::uint64_t>(length);
}

Result<std::vector<std::string>> strings(const Reader& object, std::string_view field) {
  std::vector<std::string> values;
  TRY(object.each(field, [&](const Reader& element) -> Result<void> {
    values.push_back(TRY(element.as_string()));
    return {};
  }));
  return values;
}

// 4.3: _type, spec_version, version and expires are in every role.
template <class Role>
Result<void> read_common(const Reader& object, Role& role) {
  if (TRY(object.string("_type")) != Role::type)
    return refuse(object, "._type is not " + std::string(Role::type));
  const std::string spec = TRY(object.string("spec_version"));
  if (spec != "1" && !spec.starts_with("1."))
    return fail(Code::unsupported, object.where() + " follows TUF " + spec + ", not 1");
  role.version = TRY(positive(object, "version"));
  role.expires = TRY(base::from_rfc3339(TRY(object.string("expires"))));
  return {};
}

Result<Keys> read_keys(const Reader& object) {
  Keys keys;
  TRY(demand(object, "keys"));
  TRY(object.each_member("keys", [&](std::string_view id, const Reader& key) -> Result<void> {
    keys.emplace(id, TRY(PublicKey::read(key)));
    return {};
  }));
  return keys;
}

Result<Signers> read_signers(const Reader& object) {
  Signers signers;
  TRY(demand(object, "keyids"));
  signers.keyids = TRY(strings(object, "keyids"));
  signers.threshold = TRY(positive(object, "threshold"));
  auto sorted = signers.keyids;
  std::sort(sorted.begin(), sorted.end());
  if (std::adjacent_find(sorted.begin(), sorted.end()) != sorted.end())
    return refuse(object, ".keyids names a key twice");
  return signers;
}

Result<Hashes> read_hashes(const Reader& object) {
  Hashes hashes;
  TRY(object.each_member("hashes",
                         [&](std::string_view algorithm, const Reader& hash) -> Result<void> {
                           hashes.emplace(algorithm, TRY(hash.as_string()));
                           return {};
                         }));
  if (object.has("hashes") && hashes.empty()) return refuse(object, ".hashes is empty");
  return hashes;
}

Result<MetaFile> read_meta_file(const Reader& object) {
  MetaFile file;
  file.version = TRY(positive(object, "version"));
  if (object.has("length")) file.length = TRY(length_of(object));
  file.hashes = TRY(read_hashes(object));
  return file;
}

Result<TargetFile> read_target(const Reader& object) {
  TargetFile target;
  target.length = TRY(length_of(object));
  TRY(demand(object, "hashes"));
  target.hashes = TRY(read_hashes(object));
  if (object.has("custom")) target.custom = TRY(object.object("custom")).value().get_object();
  return target;
}

Result<Delegation> read_delegation(const Reader& object) {
  Delegation delegation;
  delegation.name = TRY(object.string("name"));
  if (delegation.name.empty() ||
      std::find(top_level.begin(), top_level.end(), delegation.name) != top_level.end())
    return refuse(object, ".name is not one that can be delegated to");
  delegation.signers = TRY(read_signers(object));
  delegation.terminating = TRY(object.boolean("terminating", false));
  if (object.has("paths") && object.has("path_hash_prefixes"))
    return refuse(object, " has both paths and path_hash_prefixes");
  delegation.paths = TRY(strings(object, "paths"));
  delegation.path_hash_prefixes = TRY(strings(object, "path_hash_prefixes"));
  return delegation;
}

Result<SuccinctRoles> read_succinct(const Reader& object) {
  SuccinctRoles roles;
  roles.signers = TRY(read_signers(object));
  const std::int64_t bits = TRY(object.integer("bit_length"));
  if (bits < 1 || bits > 32) return refuse(object, ".bit_length is not 1 to 32");
  roles.bit_length = static_cast<int>(bits);
  roles.name_prefix = TRY(object.string("name_prefix"));
  return roles;
}

Result<Delegations> read_delegations(const Reader& object) {
  Delegations delegations;
  delegations.keys = TRY(read_keys(object));
  if (object.has("roles") == object.has("succinct_roles"))
    return refuse(object, " must have one of roles and succinct_roles");
  if (object.has("succinct_roles"))
    delegations.succinct_roles = TRY(read_succinct(TRY(object.object("succinct_roles"))));
  TRY(object.each("roles", [&](const Reader& element) -> Result<void> {
    Delegation role = TRY(read_delegation(element));
    for (const Delegation& other : delegations.roles)
      if (other.name == role.name) return refuse(element, ".name is there twice");
    delegations.roles.push_back(std::move(role));
    return {};
  }));
  return delegations;
}

// Writing -------------------------------------------------------------------------------------

template <class Role>
Object write_common(const Role& role) {
  return {{"_type", Role::type},
          {"spec_version", spec_version},
          {"version", role.version},
          {"expires", base::to_rfc3339(role.expires)}};
}

Array write_strings(const std::vector<std::string>& values) {
  return Array(values.begin(), values.end());
}

Object write_keys(const Keys& keys) {
  Object object;
  for (const auto& [id, key] : keys) object[id] = key.write();
  return object;
}

Object write_signers(const Signers& signers) {
  return {{"keyids", write_strings(signers.keyids)}, {"threshold", signers.threshold}};
}

Object write_hashes(const Hashes& hashes) {
  Object object;
  for (const auto& [algorithm, hash] : hashes) object[algorithm] = hash;
  return object;
}

Object write_meta_file(const MetaFile& file) {
  Object object{{"version", file.version}};
  if (file.length) object["length"] = *file.length;
  if (!file.hashes.empty()) object["hashes"] = write_hashes(file.hashes);
  return object;
}

Object write_delegation(const Delegation& delegation) {
  Object object = write_signers(delegation.signers);
  object["name"] = delegation.name;
  object["terminating"] = delegation.terminating;
  if (delegation.path_hash_prefixes.empty())
    object["paths"] = write_strings(delegation.paths);
  else
    object["path_hash_prefixes"] = write_strings(delegation.path_hash_prefixes);
  return object;
}

Object write_delegations(const Delegations& delegations) {
  Object object{{"keys", write_keys(delegations.keys)}};
  if (const auto& succinct = delegations.succinct_roles) {
    Object roles = write_signers(succinct->signers);
    roles["bit_length"] = succinct->bit_length;
    roles["name_prefix"] = succinct->name_prefix;
    object["succinct_roles"] = std::move(roles);
    return object;
  }
  Array roles;
  for (const Delegation& delegation : delegations.roles)
    roles.emplace_back(write_delegation(delegation));
  object["roles"] = std::move(roles);
  return object;
}

Object write_target(const TargetFile& target) {
  Object object{{"length", target.length}, {"hashes", write_hashes(target.hashes)}};
  if (!target.custom.empty()) object["custom"] = target.custom;
  return object;
}

}  // namespace

// 4.3
Result<void> read(const Reader& object, Root& root) {
  TRY(read_common(object, root));
  root.consistent_snapshot = TRY(object.boolean("consistent_snapshot", false));
  root.keys = TRY(read_keys(object));
  const Reader roles = TRY(object.object("roles"));
  for (const std::string_view name : top_level)
    root.roles.emplace(name, TRY(read_signers(TRY(roles.object(name)))));
  return {};
}

// 4.6
Result<void> read(const Reader& object, Timestamp& timestamp) {
  TRY(read_common(object, timestamp));
  const Reader meta = TRY(object.object("meta"));
  timestamp.snapshot = TRY(read_meta_file(TRY(meta.object("snapshot.json"))));
  // To the specification a field that is not known: whatever is in it, it refuses nothing.
  const auto signed_at = base::from_rfc3339(object.string("x-signed-at").value_or(""));
  if (signed_at) timestamp.signed_at = *signed_at;
  return {};
}

// 4.4
Result<void> read(const Reader& object, Snapshot& snapshot) {
  TRY(read_common(object, snapshot));
  constexpr std::string_view suffix = ".json";
  TRY(demand(object, "meta"));
  return object.each_member("meta", [&](std::string_view name, const Reader& file) -> Result<void> {
    if (!name.ends_with(suffix)) return {};  // another format's
    name.remove_suffix(suffix.size());
    snapshot.meta.emplace(name, TRY(read_meta_file(file)));
    return {};
  });
}

// 4.5
Result<void> read(const Reader& object, Targets& targets) {
  TRY(read_common(object, targets));
  TRY(demand(object, "targets"));
  TRY(object.each_member("targets", [&](std::string_view path, const Reader& file) -> Result<void> {
    targets.targets.emplace(path, TRY(read_target(file)));
    return {};
  }));
  if (object.has("delegations"))
    targets.delegations = TRY(read_delegations(TRY(object.object("delegations"))));
  return {};
}

Object write(const Root& root) {
  Object object = write_common(root);
  object["consistent_snapshot"] = root.consistent_snapshot;
  object["keys"] = write_keys(root.keys);
  Object roles;
  for (const auto& [name, signers] : root.roles) roles[name] = write_signers(signers);
  object["roles"] = std::move(roles);
  return object;
}

Object write(const Timestamp& timestamp) {
  Object object = write_common(timestamp);
  object["meta"] = Object{{"snapshot.json", write_meta_file(timestamp.snapshot)}};
  if (timestamp.signed_at) object["x-signed-at"] = base::to_rfc3339(*timestamp.signed_at);
  return object;
}

Object write(const Snapshot& snapshot) {
  Object object = write_common(snapshot);
  Object meta;
  for (const auto& [role, file] : snapshot.meta) meta[role + ".json"] = write_meta_file(file);
  object["meta"] = std::move(meta);
  return object;
}

Object write(const Targets& targets) {
  Object object = write_common(targets);
  Object files;
  for (const auto& [path, target] : targets.targets) files[path] = write_target(target);
  object["targets"] = std::move(files);
  if (targets.delegations) object["delegations"] = write_delegations(*targets.delegations);
  return object;
}

}  // namespace rohnamo::trust
