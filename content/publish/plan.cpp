#include "content/publish/plan.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "content/publish/new_keys.hpp"
#include "content/publish/parallel.hpp"

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

bool describes(const trust::TargetFile& target, const PublishedFile& file) {
  const auto hash = target.hashes.find("sha256");
  const auto* kind = target.custom.if_contains("kind");
  return target.length == file.blob.length && target.hashes.size() == 1 &&
         hash != target.hashes.end() && hash->second == file.blob.hash.hex() &&
         target.custom.size() == 1 && kind != nullptr && kind->is_string() &&
         std::string_view(kind->get_string()) == model::to_string(file.kind);
}

std::vector<const PublishedFile*> files_of(const PublishedRole& role) {
  std::vector<const PublishedFile*> files;
  for (const auto& file : role.files) files.push_back(&file);
  return files;
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
    plan_absent_roles();
    trust::Targets top;
    top.delegations = delegations_;
    const trust::Root& root = keys_.roots().newest();
    add("targets", {}, std::move(top), root.roles.at("targets"), root.keys);
    return std::move(plan_);
  }

 private:
  void add(const std::string& role, std::vector<const PublishedFile*> files, trust::Targets others,
           const trust::Signers& signers, const trust::Keys& keys) {
    plan_.roles.push_back(
        {role, std::move(files), std::move(others), signers, keys_of(signers, keys)});
  }

  void take_files(const PublishedRole& role) {
    std::ranges::copy_if(role.files, std::back_inserter(plan_.files),
                         [](const PublishedFile& file) { return !file.published; });
  }

  trust::SuccinctRoles bins_for(std::size_t count, const trust::Signers& signers) const {
    trust::SuccinctRoles bins;
    bins.signers = signers;
    bins.name_prefix = mission_role;
    const auto* before = bins_of(held_.roles);
    bins.bit_length = std::max(trust::bin_bits(count), before == nullptr ? 0 : before->bit_length);
    return bins;
  }

  using Files = std::vector<const PublishedFile*>;

  // By bin.
  static std::vector<Files> deal_out(const std::vector<PublishedFile>& files,
                                     const trust::SuccinctRoles& bins) {
    std::vector<std::uint64_t> bin(files.size());
    each_in_parallel(files.size(),
                     [&](std::size_t i) { bin[i] = trust::bin_index(bins, files[i].target); });
    std::vector<Files> dealt(trust::bin_count(bins));
    for (std::size_t i = 0; i < files.size(); ++i) dealt[bin[i]].push_back(&files[i]);
    return dealt;
  }

  Result<void> plan_mission(const PublishedRole& role) {
    const auto* delegation = find_delegation(delegations_, role.name);
    if (delegation == nullptr)
      return fail(Code::not_found,
                  fmt::format("{}/delegations.json names no mission", keys_.folder().string()));
    const trust::Signers& signers = delegation->signers;
    const auto bins = bins_for(role.files.size(), signers);
    auto dealt = deal_out(role.files, bins);
    for (std::uint64_t i = 0; i < dealt.size(); ++i)
      add(trust::bin_name(bins, i), std::move(dealt[i]), {}, signers, delegations_.keys);
    trust::Targets mission;
    mission.delegations.emplace();
    mission.delegations->keys = keys_of(signers, delegations_.keys);
    mission.delegations->succinct_roles = bins;
    add(role.name, {}, std::move(mission), signers, delegations_.keys);
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
    add(role.name, files_of(role), {}, delegation->signers, delegations_.keys);
    take_files(role);
    return {};
  }

  // Offices that the folder lacks, and software, which no folder has: their signatures are renewed
  // where that can be done.
  void plan_absent_roles() {
    for (const auto& delegation : delegations_.roles) {
      const auto published = std::find_if(publication_.roles.begin(), publication_.roles.end(),
                                          [&](auto& role) { return role.name == delegation.name; });
      const auto held = held_.roles.find(delegation.name);
      if (published != publication_.roles.end() || held == held_.roles.end() ||
          keys_.held(delegation.signers).empty())
        continue;
      add(delegation.name, {}, held->second.targets(), delegation.signers, delegations_.keys);
      if (!is_office(delegation.name)) continue;
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

trust::Targets PlannedRole::targets() const {
  trust::Targets all = others;
  for (const PublishedFile* file : files) all.targets.emplace(file->target, describe_target(*file));
  return all;
}

Result<bool> PlannedRole::says_the_same(const trust::Targets& held) const {
  const bool same =
      std::ranges::equal(files, held.targets, [](const PublishedFile* file, const auto& target) {
        return target.first == file->target && describes(target.second, *file);
      });
  if (others.targets.empty() && !same) return false;
  if (others.targets.empty() && !others.delegations && !held.delegations) return true;  // a bin
  trust::Targets wanted = targets();
  wanted.version = held.version;
  wanted.expires = held.expires;
  return TRY(trust::sign(wanted, {})) == TRY(trust::sign(held, {}));
}

Result<Plan> make_plan(const Publication& publication, const Held& held, const Keyring& keys) {
  return Planner(publication, held, keys).plan();
}

PlannedRole plan_office(const PublishedRole& role, const Keyring& keys) {
  PlannedRole planned{role.name, files_of(role), {}, {}, {}};
  for (const auto& held : keys.keys()) {
    planned.signers.keyids.push_back(held.key.id());
    planned.keys.emplace(held.key.id(), held.key.public_key());
  }
  return planned;
}

}  // namespace rohnamo::publish
