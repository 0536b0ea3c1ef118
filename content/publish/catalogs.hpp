// The catalogs of a publication, wherever they lie: what is on the screens is read from them.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "content/model/catalog.hpp"
#include "content/publish/held.hpp"
#include "content/publish/publication.hpp"

namespace rohnamo::publish {

using Catalogs = std::map<std::string, model::Catalog, std::less<>>;  // by role

// Those that these roles name: of `files`, which outlive the answer, else as the repository has
// them. One that is missing or cannot be read is left out.
Catalogs read_catalogs(base::Fs& fs, const base::Path& repository,
                       const std::vector<const RoleFile*>& roles,
                       const std::vector<PublishedFile>& files);

}  // namespace rohnamo::publish
