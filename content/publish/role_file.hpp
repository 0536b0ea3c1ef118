// One file of targets metadata: targets, mission, a bin or an office; and who must sign it.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "content/base/fs.hpp"
#include "content/publish/delegations.hpp"
#include "content/trust/bins.hpp"
#include "content/trust/envelope.hpp"
#include "content/trust/paths.hpp"

namespace rohnamo::publish {

constexpr std::uint64_t metadata_limit = 5'000'000;  // bytes: what clients read

struct RoleFile {
  std::string role;
  std::string bytes;  // as it is
  trust::Signed<trust::Targets> file;

  [[nodiscard]] std::int64_t version() const { return file.role.version; }
  [[nodiscard]] const trust::Targets& targets() const { return file.role; }
};

using RoleFiles = std::map<std::string, RoleFile, std::less<>>;

// Only parsed: nothing is verified. Code::invalid_input.
base::Result<RoleFile> parse_role_file(std::string role, std::string bytes);

// "metadata/3.offices%2Fkhujand.json" -> the role and the version.
struct MetadataName {
  std::string role;
  std::int64_t version = 0;
};
// Of a file's name without its folder; nothing for names of other kinds.
std::optional<MetadataName> parse_metadata_name(std::string_view file);

// Who must sign a role, and of which targets it may speak.
struct Authority {
  const trust::Signers* signers = nullptr;
  const trust::Keys* keys = nullptr;
  const trust::Delegation* delegation = nullptr;  // null: targets, which has none of its own
  const trust::SuccinctRoles* bins = nullptr;     // of a bin
};

// By the root and the roles at hand, which outlive the answer. Code::not_found: nobody names it.
base::Result<Authority> authority_of(const trust::Root& root, const RoleFiles& roles,
                                     std::string_view role);

// Its threshold is met. Code::untrusted, or Code::not_found as above.
base::Result<void> verify(const trust::Root& root, const RoleFiles& roles, const RoleFile& file);

// The mission's bins, if there are any.
const trust::SuccinctRoles* bins_of(const RoleFiles& roles);

}  // namespace rohnamo::publish
