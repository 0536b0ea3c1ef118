#include "content/publish/rotation.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "content/publish/new_keys.hpp"
#include "content/publish/signatures.hpp"

namespace rohnamo::publish {
namespace {

using base::Code;
using base::fail;
using base::Result;
using trust::PrivateKey;

bool is_top_level(std::string_view role) {
  return role == "root" || role == "targets" || role == "snapshot" || role == "timestamp";
}

trust::Delegations delegations_of(const Keyring& keys) {
  return keys.delegations() ? *keys.delegations() : plain_delegations(keys.roots().newest());
}

// The root that the next one begins from: the draft, if there is one.
Result<trust::Root> base_root(const Keyring& keys) {
  TRY(keys.require_root());
  if (!keys.root_draft()) return keys.roots().newest();
  return TRY(trust::parse<trust::Root>(*keys.root_draft())).role;
}

Result<trust::Signers> changed(trust::Signers signers, const SignersChange& change) {
  auto& ids = signers.keyids;
  if (change.remove && std::erase(ids, *change.remove) == 0)
    return fail(Code::invalid_input,
                fmt::format("{} is no key of {}", short_id(*change.remove), change.role));
  if (change.add) {
    if (std::find(ids.begin(), ids.end(), change.add->id()) != ids.end())
      return fail(Code::invalid_input, fmt::format("{} is a key of {} already",
                                                   short_id(change.add->id()), change.role));
    ids.push_back(change.add->id());
  }
  signers.threshold = change.threshold.value_or(signers.threshold);
  if (signers.threshold >= 1 && signers.threshold <= static_cast<std::int64_t>(ids.size()))
    return signers;
  return fail(Code::invalid_input,
              fmt::format("{} would have {} keys, of which {} must sign: give another --threshold "
                          "{}=NUMBER too, or add a key first",
                          change.role, ids.size(), signers.threshold, change.role));
}

void drop_unused_keys(trust::Root& root) {
  std::erase_if(root.keys, [&](const auto& key) {
    return std::none_of(root.roles.begin(), root.roles.end(), [&](const auto& role) {
      const auto& ids = role.second.keyids;
      return std::find(ids.begin(), ids.end(), key.first) != ids.end();
    });
  });
}

std::string missing_of(const trust::Envelope& file, const trust::Root& by, std::string_view whose,
                       const KeySettings& settings) {
  const auto signatures = signatures_of(file, by.roles.at("root"), by.keys);
  if (signatures.complete()) return {};
  return fmt::format("{} more of {} root's keys: {}",
                     signatures.needed - static_cast<std::int64_t>(signatures.given.size()), whose,
                     names_of(signatures.missing, settings));
}

// Signed as far as the keys go; in force at once if that is far enough.
Result<Decision> decide(Keyring& keys, trust::Root root, const std::vector<const PrivateKey*>& also,
                        base::Time now) {
  const trust::Root& before = keys.roots().newest();
  root.version = before.version + 1;
  root.expires = now + keys.settings().periods.root;
  drop_unused_keys(root);
  auto signers = keys.held(before.roles.at("root"));
  auto add = [&](const PrivateKey* key) {
    const auto& wanted = root.roles.at("root").keyids;
    const bool there = std::any_of(signers.begin(), signers.end(),
                                   [&](auto* signer) { return signer->id() == key->id(); });
    if (!there && std::find(wanted.begin(), wanted.end(), key->id()) != wanted.end())
      signers.push_back(key);
  };
  for (const auto* key : keys.held(root.roles.at("root"))) add(key);
  for (const auto* key : also) add(key);

  auto file = TRY(trust::sign(root, signers));
  if (keys.roots().check_next(file)) {
    const base::Path draft = keys.root_draft_path();
    const bool had_draft = keys.root_draft().has_value();
    TRY(keys.add_root(std::move(file)));
    if (had_draft) TRY(keys.forget_draft(draft));
    return Decision{keys.folder() / root_name(root.version), ""};
  }
  const auto parsed = TRY(trust::parse<trust::Root>(file));
  const auto old = missing_of(parsed, before, "the present", keys.settings());
  const auto fresh = missing_of(parsed, root, "the next", keys.settings());
  TRY(keys.remember_draft(std::move(file)));
  return Decision{keys.root_draft_path(),
                  old.empty() || fresh.empty() ? old + fresh : old + "; " + fresh};
}

Result<Decision> change_root(Keyring& keys, const SignersChange& change,
                             const std::vector<const PrivateKey*>& also, base::Time now) {
  trust::Root root = TRY(base_root(keys));
  trust::Signers& signers = root.roles.at(change.role);
  signers = TRY(changed(signers, change));
  if (change.add) root.keys.insert_or_assign(change.add->id(), *change.add);
  return decide(keys, std::move(root), also, now);
}

Result<Decision> change_delegation(Keyring& keys, const SignersChange& change) {
  auto delegations = delegations_of(keys);
  const auto signers = TRY(changed(TRY(signers_of(keys, change.role)), change));
  trust::Keys known = delegations.keys;
  if (change.add) known.insert_or_assign(change.add->id(), *change.add);
  delegate(delegations, change.role, signers, known);
  TRY(keys.remember(std::move(delegations)));
  return Decision{keys.folder() / "delegations.json", ""};
}

}  // namespace

Result<trust::Signers> signers_of(const Keyring& keys, const std::string& role) {
  const auto root = TRY(base_root(keys));
  if (is_top_level(role)) return root.roles.at(role);
  const auto delegations = delegations_of(keys);
  if (const auto* found = find_delegation(delegations, role)) return found->signers;
  return fail(
      Code::not_found,
      fmt::format("there is no role `{}`: write root, targets, mission, snapshot, timestamp, "
                  "offices/NAME or, once there is one, software",
                  role));
}

Result<trust::KeyId> find_key_id(const Keyring& keys, const std::string& role,
                                 std::string_view beginning) {
  std::vector<trust::KeyId> found;
  for (const auto& id : TRY(signers_of(keys, role)).keyids)
    if (!beginning.empty() && id.starts_with(beginning)) found.push_back(id);
  if (found.size() == 1) return found[0];
  if (found.empty())
    return fail(Code::not_found, fmt::format("no key of {} begins with `{}`; rohnamo-content keys "
                                             "list names them",
                                             role, beginning));
  return fail(Code::invalid_input,
              fmt::format("several keys of {} begin with `{}`: give more of it", role, beginning));
}

Result<Decision> change_signers(Keyring& keys, const SignersChange& change,
                                const std::vector<const PrivateKey*>& also, base::Time now) {
  TRY(keys.require_root());
  return is_top_level(change.role) ? change_root(keys, change, also, now)
                                   : change_delegation(keys, change);
}

Result<Decision> renew_root(Keyring& keys, base::Time now) {
  return decide(keys, TRY(base_root(keys)), {}, now);
}

Result<bool> renew_ageing_root(Keyring& keys, base::Time now) {
  TRY(keys.require_root());
  const trust::Root& root = keys.roots().newest();
  const trust::Signers& signers = root.roles.at("root");
  const bool able = static_cast<std::int64_t>(keys.held(signers).size()) >= signers.threshold;
  const bool ageing = root.expires - now <= keys.settings().periods.root / 3;
  if (!ageing || !able || keys.root_draft()) return false;
  TRY(renew_root(keys, now));
  return true;
}

}  // namespace rohnamo::publish
