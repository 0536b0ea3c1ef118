// Takes old versions out of a repository.
#pragma once

#include <optional>
#include <string_view>

#include "content/base/fs.hpp"
#include "content/trust/metadata.hpp"

namespace rohnamo::publish {

constexpr std::size_t kept_versions = 3;  // of every role; every root

// "<64 hex digits>.name": of a file's name without its folder.
bool is_target(std::string_view file);

// Which targets are looked for.
enum class Sweep {
  what_was_named,  // those of the metadata that goes: all there can be if nothing was interrupted
  everything,
};

// Removes metadata older than the newest `kept_versions` of its role, but for what `earlier` names,
// then the targets that no remaining metadata names. How many files. Files that are not a
// publication's stay.
base::Result<std::size_t> prune(base::Fs& fs, const base::Path& repository,
                                const std::optional<trust::Snapshot>& earlier, Sweep sweep);

}  // namespace rohnamo::publish
