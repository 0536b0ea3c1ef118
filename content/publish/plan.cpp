#include "content/publish/plan.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "content/publish/new_keys.hpp"

namespace rohnamo::publish {
namespace {

using base::Code;
using base::fail;
using base::Result;

trust::TargetFile describe_target(const PublishedFile& file) {
  trust::TargetFile target;
  target.length = file.blob.length;
  target.hashes.emplace("sha256", file.blob.hash.hex());
  target.custom["kind"] = model::to_string(file.kind);
  return target;
}

trust::Targets describe_targets(const PublishedRole& role) {
  trust::Targets targets;
  for (const auto& file : role.files) targets.targets.emplace(file.target, describe_target(file));
  return targets;
}

trust::Delegations wanted_delegations(const Held& held, const Keyring& keys) {
  if (keys.delegations()) return *keys.delegations();
  const auto top = held.roles.find(trust::Targets::type);
  if (top != held.roles.end() && top->second.targets().delegations)
    return *top->second.targets().delegations;
  return plain_delegations(keys.roots().newest());
}

trust::Keys keys_of(const trust::Signers& signers, const trust::Keys& all) {
  trust::Keys keys;
  for (const auto& id : signers.keyids)
    if (const auto key = all.find(id); key != all.end()) keys.emplace(*key);
  return keys;
}

class Planner {
 public:
  Planner(const Publication& publication, const Held& held, const Keyring& keys)
      : publication_(publication),
        held_(held),
        keys_(keys),
        delegations_(wanted_delegations(held, keys)) {}

  Result<Plan> plan() {
    for (const auto& role : publication_.roles) {
      if (is_office(role.name))
        TRY(plan_office(role));
      else
        TRY(plan_mission(role));
    }
    plan_absent_offices();
    trust::Targets top;
    top.delegations = delegations_;
    const trust::Root& root = keys_.roots().newest();
    add("targets", std::move(top), root.roles.at("targets"), root.keys);
    return std::move(plan_);
  }

 private:
  void add(const std::string& role, trust::Targets targets, const trust::Signers& signers,
           const trust::Keys& keys) {
    plan_.roles.push_back({role, std::move(targets), signers, keys_of(signers, keys)});
  }

  void take_files(const PublishedRole& role) {
    plan_.files.insert(plan_.files.end(), role.files.begin(), role.files.end());
  }

  trust::SuccinctRoles bins_for(std::size_t count, const trust::Signers& signers) const {
    trust::SuccinctRoles bins;
    bins.signers = signers;
    bins.name_prefix = mission_role;
    const auto* before = bins_of(held_.roles);
    bins.bit_length = std::max(trust::bin_bits(count), before == nullptr ? 0 : before->bit_length);
    return bins;
  }

  Result<void> plan_mission(const PublishedRole& role) {
    const auto* delegation = find_delegation(delegations_, role.name);
    if (delegation == nullptr)
      return fail(Code::not_found,
                  fmt::format("{}/delegations.json names no mission", keys_.folder().string()));
    const trust::Signers& signers = delegation->signers;
    const auto bins = bins_for(role.files.size(), signers);
    std::map<std::string, trust::Targets> by_bin;
    for (std::uint64_t i = 0; i < trust::bin_count(bins); ++i) by_bin[trust::bin_name(bins, i)];
    for (const auto& file : role.files)
      by_bin[trust::bin_of(bins, file.target)].targets.emplace(file.target, describe_target(file));
    for (auto& [name, targets] : by_bin) add(name, std::move(targets), signers, delegations_.keys);
    trust::Targets mission;
    mission.delegations.emplace();
    mission.delegations->keys = keys_of(signers, delegations_.keys);
    mission.delegations->succinct_roles = bins;
    add(role.name, std::move(mission), signers, delegations_.keys);
    take_files(role);
    return {};
  }

  Result<void> plan_office(const PublishedRole& role) {
    const std::string name = role.name.substr(office_prefix.size());
    const auto* delegation = find_delegation(delegations_, role.name);
    if (delegation == nullptr)
      return fail(
          Code::not_found,
          fmt::format("the office {0} has no key: rohnamo-content office new {0} --keys {1}", name,
                      keys_.folder().string()));
    if (keys_.held(delegation->signers).empty()) {
      plan_.notes.push_back(fmt::format(
          "{} publishes for itself, since its key is not here: what this channel's folder has of "
          "it was left alone",
          role.name));
      return {};
    }
    add(role.name, describe_targets(role), delegation->signers, delegations_.keys);
    take_files(role);
    return {};
  }

  // Their signatures are renewed where that can be done.
  void plan_absent_offices() {
    for (const auto& delegation : delegations_.roles) {
      const auto published = std::find_if(publication_.roles.begin(), publication_.roles.end(),
                                          [&](auto& role) { return role.name == delegation.name; });
      const auto held = held_.roles.find(delegation.name);
      if (published != publication_.roles.end() || held == held_.roles.end() ||
          keys_.held(delegation.signers).empty())
        continue;
      add(delegation.name, held->second.targets(), delegation.signers, delegations_.keys);
      plan_.notes.push_back(fmt::format(
          "{} is not in this channel's folder and stays as it was published; to take "
          "it off the screens: rohnamo-content office remove {} --keys {}",
          delegation.name, delegation.name.substr(office_prefix.size()), keys_.folder().string()));
    }
  }

  const Publication& publication_;
  const Held& held_;
  const Keyring& keys_;
  trust::Delegations delegations_;
  Plan plan_;
};

}  // namespace

Result<Plan> make_plan(const Publication& publication, const Held& held, const Keyring& keys) {
  return Planner(publication, held, keys).plan();
}

PlannedRole plan_office(const PublishedRole& role, const Keyring& keys) {
  PlannedRole planned{role.name, describe_targets(role), {}, {}};
  for (const auto& held : keys.keys()) {
    planned.signers.keyids.push_back(held.key.id());
    planned.keys.emplace(held.key.id(), held.key.public_key());
  }
  return planned;
}

}  // namespace rohnamo::publish
