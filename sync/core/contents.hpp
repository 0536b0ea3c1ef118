// What the verified metadata says that a cache should hold: the union of the mission's targets and
// the wanted offices', as a manifest, and where each blob lies on the server.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "content/cache/store.hpp"
#include "content/model/manifest.hpp"
#include "sync/core/metadata_client.hpp"
#include "sync/core/target_paths.hpp"

namespace rohnamo::core {

// Roles of one publication, bins counted: more are refused.
constexpr std::size_t roles_limit = 4096;

struct Contents {
  model::Manifest manifest;
  TargetPaths paths;
  std::vector<std::string> warnings;  // an office left as it was, or left out, and why
};

// Faults of what a role's owner published, as against faults of the way to it.
bool is_the_roles_own(base::Code code);

// Loads the mission's role and the offices' (all where `offices` is nothing). A fault of the
// mission's is an error. An office whose role does not hold, or has expired, stays as it was last
// trusted if `store` has all of that, and is left out if not: an office that forgets to sign does
// not stop the mission.
Task<base::Result<Contents>> load_contents(MetadataClient& client, const MetadataStore& metadata,
                                           const cache::Store& store,
                                           std::optional<std::vector<std::string>> offices,
                                           std::size_t parallel);

}  // namespace rohnamo::core
