// What a repository says now: its metadata, as clients would find it.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "content/base/fs.hpp"
#include "content/trust/envelope.hpp"
#include "content/trust/paths.hpp"

namespace rohnamo::publish {

struct HeldRole {
  std::string file;  // as it is
  trust::Targets targets;
};

struct Held {
  std::optional<trust::Timestamp> timestamp;  // none: an empty repository
  trust::Snapshot snapshot{0, {}, {}};
  std::map<std::string, HeldRole, std::less<>> roles;  // targets and all delegated that can be read

  // Of a role of targets, by the snapshot. 0: none.
  [[nodiscard]] std::int64_t version(std::string_view role) const;
  [[nodiscard]] std::optional<trust::SuccinctRoles> bins() const;
  // Of the roles that are still delegated to.
  [[nodiscard]] std::map<std::string, trust::TargetFile, std::less<>> targets() const;
};

// Timestamp and snapshot must be signed as `root` says, else Code::untrusted. A role's file that is
// missing or cannot be read is left out: it will be made again.
base::Result<Held> read_held(base::Fs& fs, const base::Path& repository, const trust::Root& root);

}  // namespace rohnamo::publish
