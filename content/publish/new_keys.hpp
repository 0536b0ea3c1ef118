// The beginning: a mission's keys and its first root of trust; an office's keys.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "content/publish/keyring.hpp"

namespace rohnamo::publish {

// By role. One key and a threshold of one where nothing is said. Snapshot and timestamp, which a
// machine signs, have one key each.
struct KeyPlan {
  std::map<std::string, int> signers;
  std::map<std::string, int> thresholds;
};

constexpr int most_signers = 16;

struct NewKeys {
  // For the second signer and each further one: <folder>/signer-<n>, to be handed over.
  std::vector<base::Path> signer_folders;
};

// Makes root, targets, mission, snapshot and timestamp keys, 1.root.json, delegations.json and
// keys.yaml. Code::invalid_input where the folder has keys already, or where a threshold is above
// the number of signers.
base::Result<NewKeys> new_keys(base::Fs& fs, const base::Path& folder, base::Time now,
                               const KeyPlan& plan = {});

// Delegates offices/<name>/ to a new key in `folder` (made if it is not there), or to a key whose
// public half is given; targets.json says so from the next publication on. Where the key is.
// Code::invalid_input: no name for an office, or there is one of that name.
base::Result<base::Path> new_office(base::Fs& fs, Keyring& keys, const std::string& name,
                                    const base::Path& folder);
base::Result<void> new_office(Keyring& keys, const std::string& name, const trust::PublicKey& key);
// Its contacts and notices leave the screens with the next publication.
base::Result<void> remove_office(Keyring& keys, const std::string& name);

// Delegates software/ to a new key in `folder`, or to one whose public half is given; targets.json
// says so from the next publication on. Where the key is. Code::invalid_input: there is one
// already.
base::Result<base::Path> new_software(base::Fs& fs, Keyring& keys, const base::Path& folder);
base::Result<void> new_software(Keyring& keys, const trust::PublicKey& key);

// Whom targets.json is to name where delegations.json does not say: the mission alone, by the keys
// of targets. So it was before the mission had a key of its own.
trust::Delegations plain_delegations(const trust::Root& root);

}  // namespace rohnamo::publish
