// What a repository says now: its metadata, as clients would find it.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "content/publish/role_file.hpp"
#include "content/publish/root_chain.hpp"
#include "content/publish/versions.hpp"

namespace rohnamo::publish {

using Targets = std::map<std::string, trust::TargetFile, std::less<>>;  // by path

struct Held {
  std::optional<trust::Timestamp> timestamp;  // none: an empty repository
  trust::Snapshot snapshot{0, {}, {}};
  RoleFiles roles;          // targets and all delegated that can be read
  bool superseded = false;  // the keys of timestamp or snapshot are no longer those of the root

  // Of the roles that are still delegated to.
  [[nodiscard]] Targets targets() const;
};

// The bins and what targets.json delegates to, as far as they are there: who says what is
// published.
std::vector<const RoleFile*> speaking(const RoleFiles& roles);

// Timestamp and snapshot must be signed as a root of the chain says, else Code::untrusted. A role's
// file that is missing or cannot be read is left out: it will be made again.
base::Result<Held> read_held(base::Fs& fs, const base::Path& repository, const RootChain& roots);

// One version of a role; nothing where the file is missing or cannot be read. Not verified.
std::optional<RoleFile> read_role(base::Fs& fs, const base::Path& repository,
                                  const std::string& role, std::int64_t version);

// Those that a snapshot names, each as above.
RoleFiles read_roles(base::Fs& fs, const base::Path& repository, const trust::Snapshot& snapshot);

// The last version of every role, by the repository and by the keys' memory. What superseded keys
// may have signed since counts only where nothing is remembered: who stole them cannot use up the
// versions.
Versions last_versions(const Held& held, const Versions& remembered);

}  // namespace rohnamo::publish
