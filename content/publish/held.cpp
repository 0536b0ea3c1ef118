#include "content/publish/held.hpp"

namespace rohnamo::publish {
namespace {

using base::Code;
using base::fail;
using base::Result;

constexpr std::uint64_t metadata_limit = 5'000'000;  // bytes: what clients read

template <class Role>
Result<Role> read_top(base::Fs& fs, const base::Path& path, const trust::Root& root) {
  const std::string role(Role::type);
  auto file = trust::parse<Role>(TRY(fs.read(path, metadata_limit)));
  if (!file) return fail(Code::corrupt, path.string() + ": " + file.error().message);
  TRY(trust::verify_threshold(*file, root.roles.at(role), root.keys, role));
  return std::move(file->role);
}

std::optional<HeldRole> read_role(base::Fs& fs, const base::Path& path) {
  auto bytes = fs.read(path, metadata_limit);
  if (!bytes) return std::nullopt;
  auto file = trust::parse<trust::Targets>(*bytes);
  if (!file) return std::nullopt;
  return HeldRole{std::move(*bytes), std::move(file->role)};
}

}  // namespace

std::int64_t Held::version(std::string_view role) const {
  const auto entry = snapshot.meta.find(role);
  return entry == snapshot.meta.end() ? 0 : entry->second.version;
}

std::optional<trust::SuccinctRoles> Held::bins() const {
  const auto mission = roles.find("mission");
  if (mission == roles.end() || !mission->second.targets.delegations) return std::nullopt;
  return mission->second.targets.delegations->succinct_roles;
}

std::map<std::string, trust::TargetFile, std::less<>> Held::targets() const {
  std::map<std::string, trust::TargetFile, std::less<>> all;
  const auto take = [&](const std::string& name) {
    const auto role = roles.find(name);
    if (role != roles.end())
      all.insert(role->second.targets.targets.begin(), role->second.targets.targets.end());
  };
  if (const auto succinct = bins())
    for (std::uint64_t i = 0; i < trust::bin_count(*succinct); ++i)
      take(trust::bin_name(*succinct, i));
  const auto top = roles.find("targets");
  if (top != roles.end() && top->second.targets.delegations)
    for (const auto& delegation : top->second.targets.delegations->roles) take(delegation.name);
  return all;
}

Result<Held> read_held(base::Fs& fs, const base::Path& repository, const trust::Root& root) {
  Held held;
  const base::Path timestamp = repository / trust::metadata_path("timestamp", 0);
  if (!fs.exists(timestamp)) return held;
  held.timestamp = TRY(read_top<trust::Timestamp>(fs, timestamp, root));
  held.snapshot = TRY(read_top<trust::Snapshot>(
      fs, repository / trust::metadata_path("snapshot", held.timestamp->snapshot.version), root));
  for (const auto& [name, file] : held.snapshot.meta)
    if (auto role = read_role(fs, repository / trust::metadata_path(name, file.version)))
      held.roles.emplace(name, std::move(*role));
  return held;
}

}  // namespace rohnamo::publish
