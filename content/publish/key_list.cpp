#include "content/publish/key_list.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "content/publish/expiry.hpp"
#include "content/publish/new_keys.hpp"

namespace rohnamo::publish {
namespace {

using base::Result;

class Lister {
 public:
  Lister(const Keyring& keys, const Repository* repository) : keys_(keys) {
    if (repository != nullptr) held_ = &repository->held();
  }

  KeyList list() {
    const trust::Root& root = keys_.roots().newest();
    if (held_ != nullptr)
      for (const auto& role : expiries(root, *held_)) expiries_.emplace(role.role, role.expires);
    expiries_.emplace("root", root.expires);
    add("root", root.roles.at("root"));
    add("targets", root.roles.at("targets"));
    const auto delegations = delegations_in_force();
    for (const auto& delegation : delegations.roles) add(delegation.name, delegation.signers);
    add("snapshot", root.roles.at("snapshot"));
    add("timestamp", root.roles.at("timestamp"));
    for (const auto& key : keys_.keys())
      if (!is_named(key.key.id())) list_.unused.push_back(key.file);
    if (keys_.root_draft()) list_.draft = keys_.root_draft_path();
    return std::move(list_);
  }

 private:
  trust::Delegations delegations_in_force() const {
    if (keys_.delegations()) return *keys_.delegations();
    if (held_ != nullptr) {
      const auto targets = held_->roles.find(trust::Targets::type);
      if (targets != held_->roles.end() && targets->second.targets().delegations)
        return *targets->second.targets().delegations;
    }
    return plain_delegations(keys_.roots().newest());
  }

  void add(const std::string& name, const trust::Signers& signers) {
    ListedRole role{name, signers.threshold, {}, {}};
    for (const auto& id : signers.keyids) {
      ListedKey key{id, std::string(keys_.settings().holder(id)), {}};
      for (const auto& held : keys_.keys())
        if (held.key.id() == id) key.file = held.file;
      role.keys.push_back(std::move(key));
    }
    if (const auto expires = expiries_.find(name); expires != expiries_.end())
      role.expires = expires->second;
    list_.roles.push_back(std::move(role));
  }

  bool is_named(const trust::KeyId& id) const {
    return std::any_of(list_.roles.begin(), list_.roles.end(), [&](const ListedRole& role) {
      return std::any_of(role.keys.begin(), role.keys.end(),
                         [&](const ListedKey& key) { return key.id == id; });
    });
  }

  const Keyring& keys_;
  const Held* held_ = nullptr;
  std::map<std::string, base::Time> expiries_;
  KeyList list_;
};

std::string expiry_in_words(const ListedRole& role, base::Time now) {
  if (!role.expires) return "";
  return fmt::format(", good until {} ({} days)", base::to_rfc3339(*role.expires).substr(0, 10),
                     days_left(*role.expires, now));
}

}  // namespace

Result<KeyList> list_keys(const Keyring& keys, const Repository* repository) {
  TRY(keys.require_root());
  return Lister(keys, repository).list();
}

std::string to_string(const KeyList& list, base::Time now) {
  std::string text;
  for (const auto& role : list.roles) {
    text += fmt::format("{}: {} of {} sign{}{}\n", role.role, role.threshold, role.keys.size(),
                        role.threshold == 1 ? "s" : "", expiry_in_words(role, now));
    for (const auto& key : role.keys)
      text += fmt::format("  {}  {}{}\n", short_id(key.id),
                          key.file.empty() ? "elsewhere" : key.file.string(),
                          key.holder.empty() ? "" : ", " + key.holder);
  }
  for (const auto& file : list.unused)
    text += fmt::format("{} is no role's key any more: it may be destroyed\n", file.string());
  if (list.draft)
    text += fmt::format("{} waits for signatures: rohnamo-content sign {}\n", list.draft->string(),
                        list.draft->string());
  return text;
}

std::string to_json(const KeyList& list, base::Time now) {
  base::json::Array roles;
  for (const auto& role : list.roles) {
    base::json::Array keys;
    for (const auto& key : role.keys)
      keys.emplace_back(
          base::json::Object{{"id", key.id}, {"holder", key.holder}, {"file", key.file.string()}});
    base::json::Object object{
        {"role", role.role}, {"threshold", role.threshold}, {"keys", std::move(keys)}};
    if (role.expires) {
      object["expires"] = base::to_rfc3339(*role.expires);
      object["days_left"] = days_left(*role.expires, now);
    }
    roles.emplace_back(std::move(object));
  }
  return boost::json::serialize(base::json::Object{{"format", 1}, {"roles", std::move(roles)}}) +
         "\n";
}

}  // namespace rohnamo::publish
