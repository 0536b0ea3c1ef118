#include "content/publish/delegations.hpp"

#include <algorithm>
#include <set>

namespace rohnamo::publish {
namespace {

// A `*` does not cross a `/`: one pattern for every depth that a target's path has.
std::vector<std::string> patterns(const std::string& role) {
  return {role + "/*", role + "/*/*", role + "/*/*/*", role + "/*/*/*/*"};
}

void drop_unused_keys(trust::Delegations& delegations) {
  std::set<trust::KeyId, std::less<>> used;
  for (const auto& role : delegations.roles)
    used.insert(role.signers.keyids.begin(), role.signers.keyids.end());
  std::erase_if(delegations.keys, [&](const auto& key) { return !used.contains(key.first); });
}

// The mission comes first.
bool before(const trust::Delegation& a, const trust::Delegation& b) {
  const bool a_office = is_office(a.name), b_office = is_office(b.name);
  return a_office != b_office ? b_office : a.name < b.name;
}

}  // namespace

const trust::Delegation* find_delegation(const trust::Delegations& delegations,
                                         std::string_view role) {
  const auto found = std::find_if(delegations.roles.begin(), delegations.roles.end(),
                                  [&](const auto& delegation) { return delegation.name == role; });
  return found == delegations.roles.end() ? nullptr : &*found;
}

void delegate(trust::Delegations& delegations, const std::string& role,
              const trust::Signers& signers, const trust::Keys& keys) {
  std::erase_if(delegations.roles, [&](const auto& other) { return other.name == role; });
  trust::Delegation delegation;
  delegation.name = role;
  delegation.signers = signers;
  delegation.terminating = true;  // nobody else speaks for these paths
  delegation.paths = patterns(role);
  delegations.roles.push_back(std::move(delegation));
  std::sort(delegations.roles.begin(), delegations.roles.end(), before);
  for (const auto& id : signers.keyids)
    if (const auto key = keys.find(id); key != keys.end())
      delegations.keys.insert_or_assign(id, key->second);
  drop_unused_keys(delegations);
}

void undelegate(trust::Delegations& delegations, std::string_view role) {
  std::erase_if(delegations.roles, [&](const auto& other) { return other.name == role; });
  drop_unused_keys(delegations);
}

}  // namespace rohnamo::publish
