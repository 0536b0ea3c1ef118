#include "content/publish/plan.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace rohnamo::publish {
namespace {

using base::Result;

constexpr int fewest_bits = 2, most_bits = 12;  // most: a snapshot stays far below its limit
constexpr std::size_t targets_per_bin = 8;

trust::TargetFile describe_target(const PublishedFile& file) {
  trust::TargetFile target;
  target.length = file.blob.length;
  target.hashes.emplace("sha256", file.blob.hash.hex());
  target.custom["kind"] = model::to_string(file.kind);
  return target;
}

// A `*` does not cross a `/`: one pattern for every depth that a target's path has.
std::vector<std::string> patterns(const std::string& role) {
  return {role + "/*", role + "/*/*", role + "/*/*/*", role + "/*/*/*/*"};
}

trust::SuccinctRoles bins_for(std::size_t count, const Held& held, const trust::PrivateKey& key) {
  trust::SuccinctRoles bins;
  bins.signers = {{key.id()}, 1};
  bins.name_prefix = "mission";
  const auto before = held.bins();
  bins.bit_length = std::max(fewest_bits, before ? before->bit_length : 0);
  while (bins.bit_length < most_bits && count > targets_per_bin << bins.bit_length)
    ++bins.bit_length;
  return bins;
}

void plan_mission(const PublishedRole& role, const Held& held, const trust::PrivateKey& key,
                  Plan& plan) {
  const auto bins = bins_for(role.files.size(), held, key);
  std::map<std::string, trust::Targets> by_bin;
  for (std::uint64_t i = 0; i < trust::bin_count(bins); ++i) by_bin[trust::bin_name(bins, i)];
  for (const auto& file : role.files)
    by_bin[trust::bin_of(bins, file.target)].targets.emplace(file.target, describe_target(file));
  for (auto& [name, targets] : by_bin)
    plan.roles.emplace_back(name, PlannedRole{std::move(targets), &key});
  trust::Targets mission;
  mission.delegations.emplace();
  mission.delegations->keys.emplace(key.id(), key.public_key());
  mission.delegations->succinct_roles = bins;
  plan.roles.emplace_back(role.name, PlannedRole{std::move(mission), &key});
}

void delegate(trust::Targets& top, const std::string& role, const trust::PrivateKey& key) {
  trust::Delegation delegation;
  delegation.name = role;
  delegation.signers = {{key.id()}, 1};
  delegation.terminating = true;  // nobody else speaks for these paths
  delegation.paths = patterns(role);
  top.delegations->keys.insert_or_assign(key.id(), key.public_key());
  top.delegations->roles.push_back(std::move(delegation));
}

}  // namespace

Result<Plan> make_plan(const Publication& publication, const Held& held, const Keyring& keys) {
  Plan plan;
  trust::Targets top;
  top.delegations.emplace();
  for (const auto& role : publication.roles) {
    const trust::PrivateKey* key = &keys.targets();
    constexpr std::string_view office = "offices/";
    if (role.name.starts_with(office)) {
      key = TRY(keys.office(role.name.substr(office.size())));
      trust::Targets targets;
      for (const auto& file : role.files)
        targets.targets.emplace(file.target, describe_target(file));
      plan.roles.emplace_back(role.name, PlannedRole{std::move(targets), key});
    } else {
      plan_mission(role, held, *key, plan);
    }
    delegate(top, role.name, *key);
  }
  plan.roles.emplace_back("targets", PlannedRole{std::move(top), &keys.targets()});
  return plan;
}

}  // namespace rohnamo::publish
