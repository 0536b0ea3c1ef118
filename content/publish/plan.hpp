// Which role will say what: a publication dealt out to targets metadata, without versions and
// times.
#pragma once

#include <map>
#include <string>

#include "content/publish/held.hpp"
#include "content/publish/keyring.hpp"
#include "content/publish/publication.hpp"

namespace rohnamo::publish {

struct PlannedRole {
  trust::Targets targets;
  const trust::PrivateKey* key = nullptr;  // the keyring's
};

// In the order of writing: first what is pointed to, then what points.
struct Plan {
  std::vector<std::pair<std::string, PlannedRole>> roles;
};

// A target is in the bin of its path's hash. There are as many bins as give about eight targets
// each, 4 to 4096, and never fewer than `held` has. Code::not_found where an office has no key.
base::Result<Plan> make_plan(const Publication& publication, const Held& held, const Keyring& keys);

}  // namespace rohnamo::publish
