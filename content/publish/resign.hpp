// The timestamp alone, signed anew: what a machine does every day so that screens know that they
// have the newest there is.
#pragma once

#include "content/publish/repository.hpp"

namespace rohnamo::publish {

// The same snapshot for another period; no channel and no other key is needed. The new timestamp.
// Code::not_found: there is nothing published; Code::untrusted: the key is not here, or snapshot
// and timestamp await a publication since their keys were rotated.
base::Result<trust::Timestamp> resign(base::Fs& fs, Repository& repository, Keyring& keys,
                                      base::Time now);

}  // namespace rohnamo::publish
