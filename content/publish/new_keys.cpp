#include "content/publish/new_keys.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "content/publish/folder.hpp"

namespace rohnamo::publish {
namespace {

using base::Code;
using base::fail;
using base::Path;
using base::Result;
using trust::PrivateKey;

constexpr std::string_view by_people[] = {"root", "targets", "mission"};
constexpr std::string_view by_machine[] = {"snapshot", "timestamp"};

int planned(const std::map<std::string, int>& plan, std::string_view role) {
  const auto found = plan.find(std::string(role));
  return found == plan.end() ? 1 : found->second;
}

Result<void> check_names(const std::map<std::string, int>& plan) {
  for (const auto& [role, number] : plan) {
    if (std::find(std::begin(by_people), std::end(by_people), role) == std::end(by_people))
      return fail(
          Code::invalid_input,
          fmt::format("several signers are for root, targets and mission, not for `{}`", role));
    if (number < 1 || number > most_signers)
      return fail(Code::invalid_input,
                  fmt::format("{}: 1 to {} signers, not {}", role, most_signers, number));
  }
  return {};
}

Result<void> check_plan(const KeyPlan& plan) {
  TRY(check_names(plan.signers));
  TRY(check_names(plan.thresholds));
  for (const auto role : by_people)
    if (planned(plan.thresholds, role) > planned(plan.signers, role))
      return fail(Code::invalid_input,
                  fmt::format("{0} has {1} signers, of whom {2} can never sign: --signers {0}={2} "
                              "or more",
                              role, planned(plan.signers, role), planned(plan.thresholds, role)));
  return {};
}

Result<void> check_empty(base::Fs& fs, const Path& folder) {
  for (const auto& name : fs.list(folder).value_or(std::vector<std::string>()))
    if (name.ends_with(".pem") || name.ends_with(".root.json"))
      return fail(Code::invalid_input,
                  fmt::format("{} holds keys already ({}): screens that trust them could never be "
                              "reached by others; name another folder",
                              folder.string(), name));
  return {};
}

class Ceremony {
 public:
  Ceremony(base::Fs& fs, const Path& folder, base::Time now, const KeyPlan& plan)
      : fs_(fs), folder_(folder), plan_(plan) {
    root_.expires = now + Periods().root;
  }

  Result<NewKeys> hold() {
    for (const auto role : by_people) TRY(make(std::string(role), planned(plan_.signers, role)));
    for (const auto role : by_machine) TRY(make(std::string(role), 1));
    delegations_.delegations.emplace();
    delegate(*delegations_.delegations, std::string(mission_role), signers_.at("mission"), keys_);
    for (const auto& [role, signers] : signers_) {
      if (role == mission_role) continue;
      root_.roles.emplace(role, signers);
      for (const auto& id : signers.keyids) root_.keys.emplace(id, keys_.at(id));
    }
    std::vector<const PrivateKey*> root_keys;
    for (const auto& key : root_keys_) root_keys.push_back(&key);
    const auto root = TRY(trust::sign(root_, root_keys));
    const auto delegations = TRY(trust::sign(delegations_, {}));
    TRY(base::write_whole(fs_, folder_ / "delegations.json", delegations));
    for (const auto& folder : made_.signer_folders) TRY(settle(folder, root));
    TRY(settle(folder_, root));  // last: from now on the folder is one of keys
    return std::move(made_);
  }

 private:
  Path folder_of(int signer) {
    if (signer == 1) return folder_;
    Path folder = folder_ / fmt::format("signer-{}", signer);
    auto& folders = made_.signer_folders;
    if (std::find(folders.begin(), folders.end(), folder) == folders.end())
      folders.push_back(folder);
    return folder;
  }

  Result<void> make(const std::string& role, int number) {
    trust::Signers& signers = signers_[role];
    signers.threshold = planned(plan_.thresholds, role);
    for (int signer = 1; signer <= number; ++signer) {
      const auto made = TRY(make_key(fs_, folder_of(signer), role));
      signers.keyids.push_back(made.key.id());
      keys_.emplace(made.key.id(), made.key.public_key());
      if (role == "root") root_keys_.push_back(made.key);
    }
    return {};
  }

  Result<void> settle(const Path& folder, std::string_view root) {
    TRY(base::write_whole(fs_, folder / "keys.yaml", new_key_settings()));
    return base::write_whole(fs_, folder / root_name(1), root);
  }

  base::Fs& fs_;
  Path folder_;
  const KeyPlan& plan_;
  trust::Root root_;
  trust::Targets delegations_;
  trust::Keys keys_;
  std::map<std::string, trust::Signers> signers_;
  std::vector<PrivateKey> root_keys_;
  NewKeys made_;
};

// What the next targets.json is to say, to be changed.
Result<trust::Delegations> editable(const Keyring& keys) {
  TRY(keys.require_root());
  return keys.delegations() ? *keys.delegations() : plain_delegations(keys.roots().newest());
}

Result<void> check_new_office(const Keyring& keys, const std::string& name) {
  if (!is_id(name))
    return fail(Code::invalid_input,
                fmt::format("`{}` is no office's name: use a-z, 0-9 and -, at most 64", name));
  const auto delegations = TRY(editable(keys));
  if (find_delegation(delegations, std::string(office_prefix) + name) == nullptr) return {};
  return fail(Code::invalid_input,
              fmt::format("there is an office {0} already; to give it another key: "
                          "rohnamo-content keys rotate offices/{0} --keys {1}",
                          name, keys.folder().string()));
}

Result<void> check_no_software(const Keyring& keys) {
  if (find_delegation(TRY(editable(keys)), software_role) == nullptr) return {};
  return fail(Code::invalid_input,
              fmt::format("there is a key for software already; for another one: "
                          "rohnamo-content keys rotate software --keys {}",
                          keys.folder().string()));
}

Result<void> add_delegation(Keyring& keys, const std::string& role, const trust::PublicKey& key) {
  auto delegations = TRY(editable(keys));
  trust::Keys known = delegations.keys;
  known.emplace(key.id(), key);
  delegate(delegations, role, {{key.id()}, 1}, known);
  return keys.remember(std::move(delegations));
}

}  // namespace

trust::Delegations plain_delegations(const trust::Root& root) {
  trust::Delegations delegations;
  delegate(delegations, std::string(mission_role), root.roles.at("targets"), root.keys);
  return delegations;
}

Result<NewKeys> new_keys(base::Fs& fs, const Path& folder, base::Time now, const KeyPlan& plan) {
  TRY(check_plan(plan));
  TRY(check_empty(fs, folder));
  TRY(fs.make_directories(folder));
  std::error_code ignored;
  std::filesystem::permissions(folder, std::filesystem::perms::owner_all, ignored);
  return Ceremony(fs, folder, now, plan).hold();
}

Result<Path> new_office(base::Fs& fs, Keyring& keys, const std::string& name, const Path& folder) {
  TRY(check_new_office(keys, name));
  const auto made = TRY(make_key(fs, folder, std::string(office_prefix) + name));
  if (!fs.exists(folder / "keys.yaml"))
    TRY(base::write_whole(fs, folder / "keys.yaml", new_key_settings()));
  TRY(new_office(keys, name, made.key.public_key()));
  return made.file;
}

Result<void> new_office(Keyring& keys, const std::string& name, const trust::PublicKey& key) {
  TRY(check_new_office(keys, name));
  return add_delegation(keys, std::string(office_prefix) + name, key);
}

Result<Path> new_software(base::Fs& fs, Keyring& keys, const Path& folder) {
  TRY(check_no_software(keys));
  const auto made = TRY(make_key(fs, folder, software_role));
  TRY(new_software(keys, made.key.public_key()));
  return made.file;
}

Result<void> new_software(Keyring& keys, const trust::PublicKey& key) {
  TRY(check_no_software(keys));
  return add_delegation(keys, std::string(software_role), key);
}

Result<void> remove_office(Keyring& keys, const std::string& name) {
  auto delegations = TRY(editable(keys));
  const std::string role = std::string(office_prefix) + name;
  if (find_delegation(delegations, role) == nullptr)
    return fail(Code::not_found, fmt::format("there is no office {}", name));
  undelegate(delegations, role);
  return keys.remember(std::move(delegations));
}

}  // namespace rohnamo::publish
