// A publication signed and written as a TUF repository: plain files for any static host.
//
//   metadata/N.root.json, timestamp.json, N.snapshot.json, N.targets.json, N.mission.json,
//   N.mission-<bin>.json, N.offices%2F<name>.json, each with a .gz beside it
//   targets/<path, with "<sha256>." before its last component>
//
// targets.json delegates `mission` (to the key of targets) and each office (to the office's own);
// `mission` delegates to hash bins (TAP 15), so that a changed story costs its bin alone.
#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "content/publish/keyring.hpp"
#include "content/publish/publication.hpp"

namespace rohnamo::publish {

struct Expiry {
  std::chrono::days roles{365};  // targets, mission, its bins, offices
  std::chrono::days online{90};  // snapshot and timestamp: how long a screen may miss them
};

struct Change {
  enum class What { added, changed, removed };
  What what = What::added;
  std::string target;
  std::uint64_t length = 0;  // bytes; of what is removed, what it had
};

struct PublishReport {
  std::int64_t version = 0;  // of the timestamp
  base::Time expires;        // the first of the signatures
  std::vector<Change> changes;
  std::vector<std::string> signed_roles;  // anew, in the order of writing
  std::size_t targets = 0;
  std::uint64_t bytes = 0;      // of all targets
  std::uint64_t new_bytes = 0;  // of the targets written now
  std::size_t pruned = 0;       // files of old versions, removed
};

// Writes what is new, the timestamp last: until then the repository is what it was. What has not
// changed and will not expire soon keeps its version. Files of the last three versions of every
// role stay, for screens that are in the middle of an update.
//
// Code::untrusted: the repository was signed by other keys. Code::invalid_input: `now` is before
// the last publication. Code::corrupt: the repository is damaged.
base::Result<PublishReport> publish(base::Fs& fs, const Publication& publication, Keyring& keys,
                                    const base::Path& repository, base::Time now,
                                    Expiry expiry = {});

// In words, for a person; changes beyond the first twenty are counted only.
std::string to_string(const PublishReport& report);

}  // namespace rohnamo::publish
