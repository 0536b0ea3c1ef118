#include "content/publish/prune.hpp"

#include <fmt/format.h>

#include <algorithm>
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

using Paths = std::set<std::string>;

// Nothing where it is torn by a power cut: no screen was ever sent to it.
std::optional<Paths> targets_in(std::string_view metadata) {
  const auto targets = trust::parse<trust::Targets>(metadata);
  if (!targets) return std::nullopt;
  Paths paths;
  for (const auto& [path, target] : targets->role.targets)
    if (const auto hash = target.hashes.find("sha256"); hash != target.hashes.end())
      paths.insert(trust::target_path(path, hash->second));
  return paths;
}

// The metadata of targets: what names files.
bool names_targets(const MetadataName& name) {
  return name.role != "root" && name.role != trust::Snapshot::type;
}

class Pruner {
 public:
  Pruner(base::Fs& fs, const Path& repository) : fs_(fs), repository_(repository) {}

  Result<std::size_t> prune(const std::optional<trust::Snapshot>& earlier, Sweep sweep) {
    TRY(sort_metadata(earlier));
    auto left = sweep == Sweep::everything ? std::nullopt : TRY(left_by_what_goes());
    for (const auto& file : going_) TRY(remove_metadata(file));
    removed_ = going_.size();
    if (left)
      for (const auto& path : *left) TRY(remove_target(path));
    else
      TRY(remove_unnamed("targets", TRY(all_named())));
    return removed_;
  }

 private:
  struct File {
    std::string file;
    MetadataName name;
  };

  Result<void> sort_metadata(const std::optional<trust::Snapshot>& earlier) {
    std::map<std::string, std::map<std::int64_t, File, std::greater<>>> by_role;
    for (const auto& file : TRY(fs_.list(repository_ / "metadata")))
      if (const auto name = parse_metadata_name(file); name && name->role != "root")
        by_role[name->role].emplace(name->version, File{file, *name});
    for (auto& [role, versions] : by_role) {
      std::size_t place = 0;
      for (auto& [version, file] : versions) {
        const bool goes = place++ >= kept_versions && !names(earlier, role, version);
        (goes ? going_ : staying_).push_back(std::move(file));
      }
    }
    return {};
  }

  Result<std::string> read(const File& file) {
    return fs_.read(repository_ / "metadata" / file.file, metadata_limit);
  }

  // Of the targets that going metadata names, those that nothing else does; nothing where only a
  // look at every target can tell.
  Result<std::optional<Paths>> left_by_what_goes() {
    Paths left;
    std::set<std::string_view> roles;
    for (const File& file : going_) {
      if (!names_targets(file.name)) continue;
      auto targets = targets_in(TRY(read(file)));
      if (!targets) return std::nullopt;
      left.merge(*targets);
      roles.insert(file.name.role);
    }
    // Most are named by the same role's next version.
    for (const File& file : staying_)
      if (roles.contains(file.name.role)) subtract(TRY(read(file)), left);
    constexpr std::size_t few = 32;
    if (left.size() > few) return std::nullopt;
    for (const File& file : staying_)
      if (!left.empty() && names_targets(file.name) && !roles.contains(file.name.role))
        subtract_if_mentioned(TRY(read(file)), left);
    return left;
  }

  static void subtract(std::string_view metadata, Paths& left) {
    if (const auto targets = targets_in(metadata))
      std::erase_if(left, [&](const auto& path) { return targets->contains(path); });
  }

  // Without parsing what has none of their hashes.
  static void subtract_if_mentioned(std::string_view metadata, Paths& left) {
    constexpr std::size_t digits = 64;
    const auto mentioned = [&](const std::string& path) {
      const auto name = path.rfind('/') + 1;
      return metadata.find(std::string_view(path).substr(name, digits)) != std::string_view::npos;
    };
    if (std::ranges::any_of(left, mentioned)) subtract(metadata, left);
  }

  Result<Paths> all_named() {
    Paths paths;
    for (const File& file : staying_)
      if (names_targets(file.name))
        if (auto targets = targets_in(TRY(read(file)))) paths.merge(*targets);
    return paths;
  }

  Result<void> remove_metadata(const File& file) {
    const Path path = repository_ / "metadata" / file.file;
    TRY(fs_.remove(path));
    if (fs_.exists(path.string() + ".gz")) TRY(fs_.remove(path.string() + ".gz"));
    return {};
  }

  Result<void> remove_target(const std::string& path) {
    if (!fs_.exists(repository_ / path)) return {};
    TRY(fs_.remove(repository_ / path));
    removed_ += 1;
    return {};
  }

  Result<void> remove_unnamed(const std::string& folder, const Paths& named) {
    for (const auto& name : TRY(fs_.list(repository_ / folder))) {
      const std::string path = fmt::format("{}/{}", folder, name);
      if (is_target(name)) {
        if (!named.contains(path)) TRY(remove_target(path));
      } else if (!fs_.exists(repository_ / path)) {
        TRY(remove_unnamed(path, named));
      }
    }
    return {};
  }

  base::Fs& fs_;
  const Path& repository_;
  std::vector<File> going_, staying_;
  std::size_t removed_ = 0;
};

}  // namespace

bool is_target(std::string_view file) {
  return file.size() > 65 && file[64] == '.' &&
         base::Hash::from_hex(file.substr(0, 64)).has_value();
}

Result<std::size_t> prune(base::Fs& fs, const Path& repository,
                          const std::optional<trust::Snapshot>& earlier, Sweep sweep) {
  return Pruner(fs, repository).prune(earlier, sweep);
}

}  // namespace rohnamo::publish
