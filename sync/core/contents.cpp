#include "sync/core/contents.hpp"

#include <algorithm>

#include "content/trust/bins.hpp"
#include "content/trust/paths.hpp"

namespace rohnamo::core {

using base::Code;
using base::fail;
using base::Result;

namespace {

constexpr std::string_view mission = "mission";
constexpr std::string_view office_prefix = "offices/";

// A target of ours: {"custom": {"kind": "text"}}. Nothing for a kind that a later version brought.
std::optional<model::BlobKind> kind_of(const trust::TargetFile& target) {
  const base::json::Value* kind = target.custom.if_contains("kind");
  if (kind == nullptr || !kind->is_string()) return std::nullopt;
  const auto known = model::blob_kind(std::string_view(kind->get_string()));
  return known ? std::optional(*known) : std::nullopt;
}

Result<void> add_target(const std::string& role, const std::string& path,
                        const trust::TargetFile& target, Contents& contents) {
  const auto kind = kind_of(target);
  if (!kind) return {};
  const auto hex = target.hashes.find("sha256");
  if (hex == target.hashes.end())
    return fail(Code::unsupported, "target " + path + " has no SHA-256");
  const model::BlobRef blob{TRY(base::Hash::from_hex(hex->second)), target.length};
  contents.manifest.blobs.push_back({blob, *kind});
  contents.paths.add(blob.hash, path);
  if (path == role + "/catalog") contents.manifest.catalogs.push_back({role, blob});
  return {};
}

// 5.6.7: a role's word counts for the paths that it was given, and for no others.
Result<void> add_role(const trust::Delegation& delegation, const trust::Targets& targets,
                      Contents& contents) {
  for (const auto& [path, target] : targets.targets)
    if (trust::covers(delegation, path)) TRY(add_target(delegation.name, path, target, contents));
  return {};
}

Result<void> add_bin(const trust::Delegation& delegation, const trust::SuccinctRoles& bins,
                     const std::string& bin, const trust::Targets& targets, Contents& contents) {
  for (const auto& [path, target] : targets.targets)
    if (trust::covers(delegation, path) && trust::bin_of(bins, path) == bin)
      TRY(add_target(delegation.name, path, target, contents));
  return {};
}

void append(Contents& to, const Contents& from) {
  auto& blobs = to.manifest.blobs;
  auto& catalogs = to.manifest.catalogs;
  blobs.insert(blobs.end(), from.manifest.blobs.begin(), from.manifest.blobs.end());
  catalogs.insert(catalogs.end(), from.manifest.catalogs.begin(), from.manifest.catalogs.end());
  to.paths.add(from.paths);
}

// One delegation of the top level: its role, then its bins.
Task<Result<Contents>> load_role(MetadataClient& client, trust::Delegation delegation,
                                 std::size_t parallel) {
  Contents contents;
  auto loaded = co_await client.load(delegation.name, "targets");
  if (!loaded) co_return fail(loaded.error());
  const trust::Targets role = *client.set().targets(delegation.name);
  auto added = add_role(delegation, role, contents);
  if (!added) co_return fail(added.error());
  if (!role.delegations || !role.delegations->succinct_roles) co_return contents;

  const trust::SuccinctRoles bins = *role.delegations->succinct_roles;
  if (trust::bin_count(bins) > roles_limit)
    co_return fail(Code::too_large, delegation.name + " has too many bins");
  std::vector<std::string> names;
  for (std::uint64_t i = 0; i < trust::bin_count(bins); ++i)
    names.push_back(trust::bin_name(bins, i));
  const MetadataClient::Each each = [&](const std::string& bin, const trust::Targets& targets) {
    return add_bin(delegation, bins, bin, targets, contents);
  };
  auto all = co_await client.load_all(std::move(names), delegation.name, parallel, each);
  if (!all) co_return fail(all.error());
  co_return contents;
}

// The office as it was last trusted, if all of it is here still.
Result<Contents> read_stale_office(const TrustedSet& set, const MetadataStore& metadata,
                                   const cache::Store& store, const trust::Delegation& office) {
  const std::string bytes = TRY(metadata.read(office.name, targets_limit));
  const trust::Targets role = TRY(set.read_stale(bytes, office.name, "targets"));
  if (role.delegations) return fail(Code::unsupported, "an office with delegations of its own");
  Contents contents;
  TRY(add_role(office, role, contents));
  for (const auto& blob : contents.manifest.blobs)
    if (!store.has(blob.blob)) return fail(Code::not_found, "some of it is no longer here");
  return contents;
}

bool wanted(const std::string& role, const std::optional<std::vector<std::string>>& offices) {
  if (!role.starts_with(office_prefix)) return false;
  const std::string name = role.substr(office_prefix.size());
  return !offices || std::find(offices->begin(), offices->end(), name) != offices->end();
}

Task<Result<Contents>> load_office(MetadataClient& client, const MetadataStore& metadata,
                                   const cache::Store& store, trust::Delegation office,
                                   std::size_t parallel) {
  if (!client.set().meta(office.name)) co_return Contents();  // it has published nothing yet
  auto loaded = co_await load_role(client, office, parallel);
  if (loaded || !is_the_roles_own(loaded.error().code)) co_return loaded;
  auto stale = read_stale_office(client.set(), metadata, store, office);
  Contents contents;
  if (stale) contents = std::move(*stale);
  contents.warnings.push_back(office.name + (stale ? " stays as it was: " : " is left out: ") +
                              loaded.error().message);
  co_return contents;
}

}  // namespace

bool is_the_roles_own(Code code) {
  return code == Code::untrusted || code == Code::expired || code == Code::invalid_input ||
         code == Code::not_found || code == Code::too_large || code == Code::unsupported;
}

Task<Result<Contents>> load_contents(MetadataClient& client, const MetadataStore& metadata,
                                     const cache::Store& store,
                                     std::optional<std::vector<std::string>> offices,
                                     std::size_t parallel) {
  const trust::Targets top = *client.set().targets("targets");
  if (!top.delegations) co_return fail(Code::invalid_input, "the publication delegates nothing");
  if (top.delegations->roles.size() > roles_limit)
    co_return fail(Code::too_large, "the publication has too many roles");
  Contents contents;
  bool has_mission = false;
  for (const trust::Delegation& delegation : top.delegations->roles) {
    if (delegation.name == mission) {
      auto loaded = co_await load_role(client, delegation, parallel);
      if (!loaded) co_return loaded;
      has_mission = !loaded->manifest.catalogs.empty();
      append(contents, *loaded);
    } else if (wanted(delegation.name, offices)) {
      auto loaded = co_await load_office(client, metadata, store, delegation, parallel);
      if (!loaded) co_return loaded;
      auto& warnings = contents.warnings;
      warnings.insert(warnings.end(), loaded->warnings.begin(), loaded->warnings.end());
      append(contents, *loaded);
    }
  }
  if (!has_mission) co_return fail(Code::invalid_input, "the publication has no mission/catalog");
  contents.manifest.sort();
  co_return contents;
}

}  // namespace rohnamo::core
