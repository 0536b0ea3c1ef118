// What a repository says now: its metadata, as clients would find it.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "content/publish/role_file.hpp"
#include "content/publish/root_chain.hpp"
#include "content/publish/versions.hpp"

namespace rohnamo::publish {

struct Held {
  std::optional<trust::Timestamp> timestamp;  // none: an empty repository
  trust::Snapshot snapshot{0, {}, {}};
  RoleFiles roles;          // targets and all delegated that can be read
  bool superseded = false;  // the keys of timestamp or snapshot are no longer those of the root

  // Of the roles that are still delegated to.
  [[nodiscard]] std::map<std::string, trust::TargetFile, std::less<>> targets() const;
};

// Timestamp and snapshot must be signed as a root of the chain says, else Code::untrusted. A role's
// file that is missing or cannot be read is left out: it will be made again.
base::Result<Held> read_held(base::Fs& fs, const base::Path& repository, const RootChain& roots);

// The last version of every role, by the repository and by the keys' memory. What superseded keys
// may have signed since counts only where nothing is remembered: who stole them cannot use up the
// versions.
Versions last_versions(const Held& held, const Versions& remembered);

}  // namespace rohnamo::publish
