#include "content/publish/held.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "content/publish/parallel.hpp"

namespace rohnamo::publish {
namespace {

using base::Code;
using base::fail;
using base::Path;
using base::Result;

template <class Role>
Result<void> verify_top(const trust::Signed<Role>& file, const trust::Root& root) {
  const std::string role(Role::type);
  return trust::verify_threshold(file, root.roles.at(role), root.keys, role);
}

template <class Role>
Result<trust::Signed<Role>> read_top(base::Fs& fs, const Path& path) {
  auto file = trust::parse<Role>(TRY(fs.read(path, metadata_limit)));
  if (!file) return fail(Code::corrupt, path.string() + ": " + file.error().message);
  return file;
}

// Both, by the newest root by which both hold.
Result<bool> superseded(const trust::Signed<trust::Timestamp>& timestamp,
                        const trust::Signed<trust::Snapshot>& snapshot, const RootChain& roots) {
  Result<void> newest;
  for (auto link = roots.links().rbegin(); link != roots.links().rend(); ++link) {
    auto held = verify_top(timestamp, link->second.root);
    if (held) held = verify_top(snapshot, link->second.root);
    if (held) return link != roots.links().rbegin();
    if (link == roots.links().rbegin()) newest = held;
  }
  return fail(newest.error());
}

}  // namespace

Targets Held::targets() const {
  Targets all;
  for (const RoleFile* role : speaking(roles))
    all.insert(role->targets().targets.begin(), role->targets().targets.end());
  return all;
}

std::vector<const RoleFile*> speaking(const RoleFiles& roles) {
  std::vector<const RoleFile*> all;
  const auto take = [&](const std::string& name) {
    if (const auto role = roles.find(name); role != roles.end()) all.push_back(&role->second);
  };
  if (const auto* bins = bins_of(roles))
    for (std::uint64_t i = 0; i < trust::bin_count(*bins); ++i) take(trust::bin_name(*bins, i));
  const auto top = roles.find(trust::Targets::type);
  if (top != roles.end() && top->second.targets().delegations)
    for (const auto& delegation : top->second.targets().delegations->roles) take(delegation.name);
  return all;
}

std::optional<RoleFile> read_role(base::Fs& fs, const Path& repository, const std::string& role,
                                  std::int64_t version) {
  auto bytes = fs.read(repository / trust::metadata_path(role, version), metadata_limit);
  auto file = bytes ? parse_role_file(role, std::move(*bytes)) : fail(bytes.error());
  if (!file || file->version() != version) return std::nullopt;
  return std::move(*file);
}

RoleFiles read_roles(base::Fs& fs, const Path& repository, const trust::Snapshot& snapshot) {
  const std::vector<std::pair<std::string, trust::MetaFile>> meta(snapshot.meta.begin(),
                                                                  snapshot.meta.end());
  std::vector<std::optional<RoleFile>> read(meta.size());
  each_in_parallel(meta.size(), [&](std::size_t i) {
    read[i] = read_role(fs, repository, meta[i].first, meta[i].second.version);
  });
  RoleFiles roles;
  for (auto& role : read)
    if (role) roles.emplace_hint(roles.end(), role->role, std::move(*role));
  return roles;
}

Result<Held> read_held(base::Fs& fs, const Path& repository, const RootChain& roots) {
  Held held;
  const Path path = repository / trust::metadata_path("timestamp", 0);
  if (!fs.exists(path)) return held;
  auto timestamp = TRY(read_top<trust::Timestamp>(fs, path));
  const auto version = timestamp.role.snapshot.version;
  auto snapshot =
      TRY(read_top<trust::Snapshot>(fs, repository / trust::metadata_path("snapshot", version)));
  const auto old = superseded(timestamp, snapshot, roots);
  if (!old)
    return fail(Code::untrusted, fmt::format("{} was not published with these keys: {}",
                                             repository.string(), old.error().message));
  held.superseded = *old;
  held.timestamp = std::move(timestamp.role);
  held.snapshot = std::move(snapshot.role);
  held.roles = read_roles(fs, repository, held.snapshot);
  return held;
}

Versions last_versions(const Held& held, const Versions& remembered) {
  Versions last = remembered;
  const auto raise = [&](const std::string& role, std::int64_t version) {
    if (!held.superseded || !remembered.contains(role)) last[role] = std::max(last[role], version);
  };
  for (const auto& [role, file] : held.snapshot.meta) raise(role, file.version);
  if (held.timestamp) {
    raise("timestamp", held.timestamp->version);
    raise("snapshot", held.snapshot.version);
  }
  return last;
}

}  // namespace rohnamo::publish
