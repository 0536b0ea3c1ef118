#include "content/publish/prune.hpp"

#include <fmt/format.h>

#include <functional>
#include <map>
#include <set>

#include "content/publish/folder.hpp"
#include "content/publish/role_file.hpp"

namespace rohnamo::publish {
namespace {

using base::Path;
using base::Result;

bool names(const std::optional<trust::Snapshot>& snapshot, const std::string& role,
           std::int64_t version) {
  if (!snapshot) return false;
  if (role == trust::Snapshot::type) return snapshot->version == version;
  const auto meta = snapshot->meta.find(role);
  return meta != snapshot->meta.end() && meta->second.version == version;
}

Result<std::size_t> prune_metadata(base::Fs& fs, const Path& folder,
                                   const std::optional<trust::Snapshot>& earlier) {
  std::map<std::string, std::map<std::int64_t, std::string, std::greater<>>> by_role;
  for (const auto& file : TRY(fs.list(folder)))
    if (const auto name = parse_metadata_name(file); name && name->role != "root")
      by_role[name->role].emplace(name->version, file);
  std::size_t removed = 0;
  for (const auto& [role, versions] : by_role) {
    std::size_t place = 0;
    for (const auto& [version, file] : versions) {
      if (place++ < kept_versions || names(earlier, role, version)) continue;
      TRY(fs.remove(folder / file));
      if (fs.exists(folder / (file + ".gz"))) TRY(fs.remove(folder / (file + ".gz")));
      removed += 1;
    }
  }
  return removed;
}

Result<std::set<std::string>> named_targets(base::Fs& fs, const Path& repository) {
  std::set<std::string> paths;
  for (const auto& file : TRY(fs.list(repository / "metadata"))) {
    const auto name = parse_metadata_name(file);
    if (!name || name->role == "root" || name->role == "snapshot") continue;
    const auto bytes = TRY(fs.read(repository / "metadata" / file, metadata_limit));
    const auto targets = trust::parse<trust::Targets>(bytes);
    if (!targets) continue;  // torn by a power cut: no screen was ever sent to it
    for (const auto& [path, target] : targets->role.targets)
      if (const auto hash = target.hashes.find("sha256"); hash != target.hashes.end())
        paths.insert(trust::target_path(path, hash->second));
  }
  return paths;
}

Result<std::size_t> prune_targets(base::Fs& fs, const Path& repository, const std::string& folder,
                                  const std::set<std::string>& named) {
  std::size_t removed = 0;
  const auto names = TRY(fs.list(repository / folder));
  for (const auto& name : names) {
    const std::string path = fmt::format("{}/{}", folder, name);
    if (is_target(name)) {
      if (named.contains(path)) continue;
      TRY(fs.remove(repository / path));
      removed += 1;
    } else if (!fs.exists(repository / path)) {
      removed += TRY(prune_targets(fs, repository, path, named));
    }
  }
  return removed;
}

}  // namespace

bool is_target(std::string_view file) {
  return file.size() > 65 && file[64] == '.' &&
         base::Hash::from_hex(file.substr(0, 64)).has_value();
}

Result<std::size_t> prune(base::Fs& fs, const Path& repository,
                          const std::optional<trust::Snapshot>& earlier) {
  const std::size_t metadata = TRY(prune_metadata(fs, repository / "metadata", earlier));
  if (metadata == 0) return 0;  // then every target is named still
  const auto named = TRY(named_targets(fs, repository));
  return metadata + TRY(prune_targets(fs, repository, "targets", named));
}

}  // namespace rohnamo::publish
