#include "content/publish/prune.hpp"

#include <fmt/format.h>

#include <charconv>
#include <functional>
#include <map>
#include <optional>
#include <set>

#include "content/publish/folder.hpp"
#include "content/trust/envelope.hpp"
#include "content/trust/paths.hpp"

namespace rohnamo::publish {
namespace {

using base::Path;
using base::Result;

constexpr std::uint64_t metadata_limit = 5'000'000;  // bytes

struct Name {
  std::string role;  // as the file names it
  std::int64_t version = 0;
};

// "3.mission-a.json"
std::optional<Name> parse_name(const std::string& file) {
  const auto base = stem(file, ".json");
  const auto dot = file.find('.');
  if (!base || dot == std::string::npos || dot >= base->size()) return std::nullopt;
  Name name;
  const auto [end, bad] = std::from_chars(file.data(), file.data() + dot, name.version);
  if (bad != std::errc() || end != file.data() + dot) return std::nullopt;
  name.role = base->substr(dot + 1);
  return name;
}

// "<64 hex digits>.name"
bool is_target(std::string_view file) {
  return file.size() > 65 && file[64] == '.' &&
         base::Hash::from_hex(file.substr(0, 64)).has_value();
}

Result<std::size_t> prune_metadata(base::Fs& fs, const Path& folder) {
  std::map<std::string, std::map<std::int64_t, std::string, std::greater<>>> by_role;
  for (const auto& file : TRY(fs.list(folder)))
    if (const auto name = parse_name(file); name && name->role != "root")
      by_role[name->role].emplace(name->version, file);
  std::size_t removed = 0;
  for (const auto& [role, versions] : by_role) {
    std::size_t place = 0;
    for (const auto& [version, file] : versions) {
      if (place++ < kept_versions) continue;
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
    const auto name = parse_name(file);
    if (!name || name->role == "root" || name->role == "snapshot") continue;
    const auto bytes = TRY(fs.read(repository / "metadata" / file, metadata_limit));
    const auto targets = TRY(trust::parse<trust::Targets>(bytes));
    for (const auto& [path, target] : targets.role.targets)
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
    if (!fs.exists(repository / path)) {
      removed += TRY(prune_targets(fs, repository, path, named));
    } else if (is_target(name) && !named.contains(path)) {
      TRY(fs.remove(repository / path));
      removed += 1;
    }
  }
  return removed;
}

}  // namespace

Result<std::size_t> prune(base::Fs& fs, const Path& repository) {
  const std::size_t metadata = TRY(prune_metadata(fs, repository / "metadata"));
  if (metadata == 0) return 0;  // then every target is named still
  const auto named = TRY(named_targets(fs, repository));
  return metadata + TRY(prune_targets(fs, repository, "targets", named));
}

}  // namespace rohnamo::publish
