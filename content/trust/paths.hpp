// Which role may speak of which target, and how files are named on the server.
#pragma once

#include <string>
#include <string_view>

#include "content/base/hash.hpp"
#include "content/trust/metadata.hpp"

namespace rohnamo::trust {

// Shell patterns in which `*`, `?` and `[…]` never cross a `/` (TUF specification, 4.5
// PATHPATTERN).
bool matches(std::string_view pattern, std::string_view path);

// Whether the delegation covers the target, by its patterns or its hash prefixes.
bool covers(const Delegation& delegation, std::string_view target_path);

// A role's name as a file name: everything but letters, digits, `-`, `.`, `_` and `~` as %XX.
std::string encode_role(std::string_view role);

// "metadata/3.mission-a.json", or "metadata/timestamp.json" for a version of 0.
std::string metadata_path(std::string_view role, std::int64_t version);

// "targets/mission/pictures/<sha256>.a.webp" for "mission/pictures/a.webp" (consistent snapshots).
std::string target_path(std::string_view path, std::string_view hash_hex);

}  // namespace rohnamo::trust
