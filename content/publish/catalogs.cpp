#include "content/publish/catalogs.hpp"

#include <algorithm>

namespace rohnamo::publish {
namespace {

constexpr std::string_view catalog_suffix = "/catalog";

// "mission/catalog" -> "mission", "offices/khujand/catalog" -> "offices/khujand".
std::optional<std::string> role_of(const std::string& target) {
  if (!target.ends_with(catalog_suffix)) return std::nullopt;
  std::string role = target.substr(0, target.size() - catalog_suffix.size());
  const bool office = is_office(role) && role.find('/', office_prefix.size()) == std::string::npos;
  if (role != mission_role && !office) return std::nullopt;
  return role;
}

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
    for (const auto& [target, file] : one->targets().targets) {
      const auto role = role_of(target);
      const auto hash = file.hashes.find("sha256");
      if (!role || hash == file.hashes.end()) continue;
      const auto bytes = bytes_of(fs, repository, target, hash->second, files);
      auto catalog = bytes ? model::Catalog::open(*bytes) : base::fail(bytes.error());
      if (catalog) catalogs.emplace(*role, std::move(*catalog));
    }
  }
  return catalogs;
}

}  // namespace rohnamo::publish
