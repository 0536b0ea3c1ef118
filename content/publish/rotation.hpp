// Who signs, changed: keys rotated, added and removed, thresholds, and the root renewed. Of root,
// targets, snapshot and timestamp the next root says it; of the mission and the offices,
// delegations.json, and from the next publication on targets.json.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "content/publish/keyring.hpp"

namespace rohnamo::publish {

struct SignersChange {
  std::string role;
  std::optional<trust::KeyId> remove;
  std::optional<trust::PublicKey> add;
  std::optional<std::int64_t> threshold;
};

struct Decision {
  base::Path file;      // where it is written down
  std::string missing;  // which signatures a root still lacks, in words; empty: it is in force
};

// Who may sign for a role now, or, of the mission and the offices, from the next publication on.
// Code::not_found: there is no such role.
base::Result<trust::Signers> signers_of(const Keyring& keys, const std::string& role);

// The only id of the role that begins so. Code::not_found, Code::invalid_input: several do.
base::Result<trust::KeyId> find_key_id(const Keyring& keys, const std::string& role,
                                       std::string_view beginning);

// A root is signed with those keys of the folder and of `also` that old root or new root name; the
// new root follows from the draft, if there is one. Code::invalid_input: nobody could reach the
// threshold, or the key is there or missing already.
base::Result<Decision> change_signers(Keyring& keys, const SignersChange& change,
                                      const std::vector<const trust::PrivateKey*>& also,
                                      base::Time now);

// The same root for another period.
base::Result<Decision> renew_root(Keyring& keys, base::Time now);
// The same where less than a third of the period is left and the keys for it are here. Whether it
// was done.
base::Result<bool> renew_ageing_root(Keyring& keys, base::Time now);

}  // namespace rohnamo::publish
