// One more signature for what another prepared, on any machine that has a folder of keys.
#pragma once

#include <string>
#include <vector>

#include "content/base/json.hpp"
#include "content/publish/keyring.hpp"
#include "content/publish/repository.hpp"
#include "content/publish/submission.hpp"

namespace rohnamo::publish {

struct SignedRole {
  std::string role;
  std::int64_t version = 0;
  std::size_t added = 0;  // signatures, now
  std::size_t given = 0;  // in all
  std::int64_t needed = 1;
  std::vector<trust::KeyId> missing;
  [[nodiscard]] bool complete() const { return static_cast<std::int64_t>(given) >= needed; }
};

struct SignReport {
  std::vector<SignedRole> roles;  // those that were, or still are, incomplete
  std::string about;              // what is signed, in words for the one who signs
  [[nodiscard]] bool complete() const;
};

// Adds the signatures of those keys of the folder that a role's signers are, and of no others.
// `repository` tells what changes, and who may sign where the submission does not; null: none is
// at hand. Code::untrusted: the folder has no key that is wanted.
base::Result<SignReport> sign_submission(base::Fs& fs, const base::Path& folder,
                                         const Keyring& keys, const Repository* repository);

// The same for a file N.root.draft.json or N.root.json, which must follow the newest root that the
// folder of keys has.
base::Result<SignReport> sign_root(base::Fs& fs, const base::Path& file, const Keyring& keys);

std::string to_string(const SignReport& report, const KeySettings& settings);
base::json::Object to_json(const SignReport& report);

}  // namespace rohnamo::publish
