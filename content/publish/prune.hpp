// Takes old versions out of a repository.
#pragma once

#include "content/base/fs.hpp"

namespace rohnamo::publish {

constexpr std::size_t kept_versions = 3;  // of every role; every root

// Removes metadata older than the newest `kept_versions` of its role, then the targets that no
// remaining metadata names. How many files. Files that are not a publication's stay.
base::Result<std::size_t> prune(base::Fs& fs, const base::Path& repository);

}  // namespace rohnamo::publish
