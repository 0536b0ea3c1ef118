// To whom targets.json delegates: the mission, each office for the paths under its own name, and
// who signs the program's own packages.
#pragma once

#include <string>
#include <string_view>

#include "content/trust/metadata.hpp"
#include "content/trust/software.hpp"

namespace rohnamo::publish {

constexpr std::string_view mission_role = "mission";
constexpr std::string_view office_prefix = "offices/";
using trust::software_role;

inline bool is_office(std::string_view role) {
  return role.starts_with(office_prefix);
}

const trust::Delegation* find_delegation(const trust::Delegations& delegations,
                                         std::string_view role);

// Delegates `role`'s paths to these signers, newly or instead of those before. `keys` has all of
// them; keys that nobody needs any more are left out.
void delegate(trust::Delegations& delegations, const std::string& role,
              const trust::Signers& signers, const trust::Keys& keys);
void undelegate(trust::Delegations& delegations, std::string_view role);

// The mission's first, then software's, then by name; one that does not satisfy `wanted` is left
// out.
template <class Wanted>
trust::Delegations filtered(const trust::Delegations& all, Wanted wanted) {
  trust::Delegations some;
  for (const auto& delegation : all.roles)
    if (wanted(delegation.name)) delegate(some, delegation.name, delegation.signers, all.keys);
  return some;
}

}  // namespace rohnamo::publish
