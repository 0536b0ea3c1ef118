// What a repository showed before: what can be published again.
#pragma once

#include <optional>

#include "content/publish/keyring.hpp"
#include "content/publish/publication.hpp"
#include "content/publish/repository.hpp"

namespace rohnamo::publish {

// The newest snapshot before `snapshot` by which the screens showed something else than by `roles`;
// none where no such one is kept. Not verified.
std::optional<trust::Snapshot> earlier_snapshot(base::Fs& fs, const base::Path& repository,
                                                const trust::Snapshot& snapshot,
                                                const RoleFiles& roles);

// What was published by it, of the mission and of those offices whose keys are here: to be
// published once more. Code::not_found: nothing is kept. Code::untrusted: it is not signed with the
// keys that count today, so that nobody vouches for it.
base::Result<Publication> earlier_publication(base::Fs& fs, const Repository& repository,
                                              const Keyring& keys);

}  // namespace rohnamo::publish
