// Which role will say what: a publication dealt out to targets metadata, without versions and
// times.
#pragma once

#include <string>
#include <vector>

#include "content/publish/held.hpp"
#include "content/publish/keyring.hpp"
#include "content/publish/publication.hpp"

namespace rohnamo::publish {

struct PlannedRole {
  std::string role;
  std::vector<const PublishedFile*> files;  // its targets, by name; they outlive the plan
  trust::Targets others;                    // what it says besides
  trust::Signers signers;
  trust::Keys keys;  // all of the signers'

  [[nodiscard]] trust::Targets targets() const;  // all that it says
  // But for version and expiry. Code::invalid_input: it cannot be signed.
  [[nodiscard]] base::Result<bool> says_the_same(const trust::Targets& held) const;
};

struct Plan {
  std::vector<PlannedRole> roles;    // in the order of writing: first what is pointed to
  std::vector<PublishedFile> files;  // of these roles, but for those that are published
  std::vector<std::string> notes;    // an office that was left alone, and why
};

// A target is in the bin of its path's hash. There are as many bins as give about eight targets
// each, 4 to 4096, and never fewer than `held` has.
//
// An office whose key is not here publishes for itself and is left alone, also where the folder has
// something of it. One whose key is here but that the folder lacks stays as it was published.
// Code::not_found: the folder has an office that nobody delegated to.
base::Result<Plan> make_plan(const Publication& publication, const Held& held, const Keyring& keys);

// An office's own submission: its role alone, to be signed with all keys of its folder.
PlannedRole plan_office(const PublishedRole& role, const Keyring& keys);

}  // namespace rohnamo::publish
