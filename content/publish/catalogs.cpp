#include "content/publish/catalogs.hpp"

#include <algorithm>

namespace rohnamo::publish {
namespace {

base::Result<std::shared_ptr<const base::Mapping>> bytes_of(
    base::Fs& fs, const base::Path& repository, const std::string& target, const std::string& hex,
    const std::vector<PublishedFile>& files) {
  const auto file = std::ranges::find_if(files, [&](const PublishedFile& one) {
    return one.target == target && one.blob.hash.hex() == hex;
  });
  if (file != files.end()) return map_contents(fs, *file);
  return std::shared_ptr<const base::Mapping>(
      TRY(fs.map(repository / trust::target_path(target, hex))));
}

}  // namespace

Catalogs read_catalogs(base::Fs& fs, const base::Path& repository,
                       const std::vector<const RoleFile*>& roles,
                       const std::vector<PublishedFile>& files) {
  Catalogs catalogs;
  for (const RoleFile* one : roles) {
    // The mission's is in one of its bins.
    const std::string role(is_office(one->role) ? one->role : mission_role);
    const std::string target = role + "/catalog";
    const auto& targets = one->targets().targets;
    const auto file = targets.find(target);
    if (file == targets.end()) continue;
    const auto hash = file->second.hashes.find("sha256");
    if (hash == file->second.hashes.end()) continue;
    const auto bytes = bytes_of(fs, repository, target, hash->second, files);
    auto catalog = bytes ? model::Catalog::open(*bytes) : base::fail(bytes.error());
    if (catalog) catalogs.emplace(role, std::move(*catalog));
  }
  return catalogs;
}

}  // namespace rohnamo::publish
