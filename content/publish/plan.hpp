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
  trust::Targets targets;
  trust::Signers signers;
  trust::Keys keys;  // all of the signers'
};

struct Plan {
  std::vector<PlannedRole> roles;    // in the order of writing: first what is pointed to
  std::vector<PublishedFile> files;  // of these roles
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
