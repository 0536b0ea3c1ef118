// Who signs what, and until when it is good: for `keys list`.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "content/publish/keyring.hpp"
#include "content/publish/repository.hpp"

namespace rohnamo::publish {

struct ListedKey {
  trust::KeyId id;
  std::string holder;  // may be empty
  base::Path file;     // empty: it is not in this folder
};

struct ListedRole {
  std::string role;
  std::int64_t threshold = 1;
  std::vector<ListedKey> keys;
  std::optional<base::Time> expires;  // nothing: not known here
};

struct KeyList {
  std::vector<ListedRole> roles;
  std::vector<base::Path> unused;   // keys of this folder that no role names
  std::optional<base::Path> draft;  // of a root that lacks signatures
};

// `repository` tells of expiries, and of the mission and the offices where the folder does not
// decide about them; null: none is at hand.
base::Result<KeyList> list_keys(const Keyring& keys, const Repository* repository);

std::string to_string(const KeyList& list, base::Time now);
std::string to_json(const KeyList& list, base::Time now);

}  // namespace rohnamo::publish
