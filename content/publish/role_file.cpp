#include "content/publish/role_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <set>

#include "content/base/hash.hpp"
#include "content/publish/folder.hpp"

namespace rohnamo::publish {
namespace {

using base::Code;
using base::fail;
using base::Result;

// What trust::encode_role() did.
std::optional<std::string> decode_role(std::string_view encoded) {
  std::string role;
  for (std::size_t i = 0; i < encoded.size(); ++i) {
    if (encoded[i] != '%') {
      role += encoded[i];
      continue;
    }
    const auto byte = base::from_hex(encoded.substr(i + 1, 2));
    if (!byte || byte->size() != 1) return std::nullopt;
    role += *byte;
    i += 2;
  }
  return trust::encode_role(role) == encoded ? std::optional(role) : std::nullopt;
}

bool is_bin(const trust::SuccinctRoles& bins, std::string_view role) {
  const std::string first = trust::bin_name(bins, 0);
  const std::size_t prefix = bins.name_prefix.size() + 1;
  if (role.size() != first.size() || role.substr(0, prefix) != first.substr(0, prefix))
    return false;
  std::uint64_t index = 0;
  const auto [end, bad] =
      std::from_chars(role.data() + prefix, role.data() + role.size(), index, 16);
  return bad == std::errc() && end == role.data() + role.size() && index < trust::bin_count(bins) &&
         trust::bin_name(bins, index) == role;
}

// All that a threshold is judged by.
std::string in_words(const trust::Signers& signers, const trust::Keys& keys) {
  std::string words = fmt::format("{} of", signers.threshold);
  for (const auto& id : signers.keyids) {
    const auto key = keys.find(id);
    words +=
        fmt::format(" {}={}", id, key == keys.end() ? "" : base::to_hex(key->second.identity()));
  }
  return words;
}

}  // namespace

Result<RoleFile> parse_role_file(std::string role, std::string bytes) {
  auto file = trust::parse<trust::Targets>(bytes);
  if (!file) return fail(file.error(), role);
  return RoleFile{std::move(role), std::move(bytes), std::move(*file)};
}

std::optional<MetadataName> parse_metadata_name(std::string_view file) {
  const auto base = stem(file, ".json");
  const auto dot = file.find('.');
  if (!base || dot == std::string_view::npos || dot >= base->size()) return std::nullopt;
  MetadataName name;
  const auto [end, bad] = std::from_chars(file.data(), file.data() + dot, name.version);
  if (bad != std::errc() || end != file.data() + dot || name.version < 1) return std::nullopt;
  const auto role = decode_role(std::string_view(*base).substr(dot + 1));
  if (!role || role->empty()) return std::nullopt;
  name.role = *role;
  return name;
}

const trust::SuccinctRoles* bins_of(const RoleFiles& roles) {
  const auto mission = roles.find(mission_role);
  if (mission == roles.end()) return nullptr;
  const auto& delegations = mission->second.targets().delegations;
  return delegations && delegations->succinct_roles ? &*delegations->succinct_roles : nullptr;
}

Result<Authority> authority_of(const trust::Root& root, const RoleFiles& roles,
                               std::string_view role) {
  if (role == trust::Targets::type) return Authority{&root.roles.at("targets"), &root.keys};
  const auto targets = roles.find(trust::Targets::type);
  const auto* delegations = targets != roles.end() && targets->second.targets().delegations
                                ? &*targets->second.targets().delegations
                                : nullptr;
  if (delegations != nullptr) {
    if (const auto* found = find_delegation(*delegations, role))
      return Authority{&found->signers, &delegations->keys, found};
    const auto* bins = bins_of(roles);
    const auto* mission = find_delegation(*delegations, mission_role);
    if (bins != nullptr && mission != nullptr && is_bin(*bins, role))
      return Authority{&bins->signers,
                       &roles.find(mission_role)->second.targets().delegations->keys, mission,
                       bins};
  }
  return fail(Code::not_found, fmt::format("targets.json does not delegate to {}", role));
}

Result<void> RoleFile::verify(const trust::Signers& signers, const trust::Keys& keys) const {
  const std::string by = in_words(signers, keys);
  const std::lock_guard lock(contents_->mutex);
  if (contents_->met_by == by) return {};
  TRY(trust::verify_threshold(envelope(), signers, keys, role));
  contents_->met_by = by;
  return {};
}

Result<void> RoleFile::verify(const trust::Signers& signers, const trust::Keys& keys,
                              const std::vector<const trust::PrivateKey*>& own) const {
  std::set<std::string_view> made_by;
  for (const trust::PrivateKey* key : own) {
    const bool named = std::ranges::find(signers.keyids, key->id()) != signers.keyids.end();
    const auto known = keys.find(key->id());
    if (named && known != keys.end() && known->second.identity() == key->public_key().identity() &&
        std::ranges::any_of(envelope().signatures, [&](const trust::Signature& signature) {
          return signature.keyid == key->id() && signature.bytes == key->sign(envelope().message);
        }))
      made_by.insert(known->second.identity());
  }
  if (static_cast<std::int64_t>(made_by.size()) < signers.threshold) return verify(signers, keys);
  const std::lock_guard lock(contents_->mutex);
  contents_->met_by = in_words(signers, keys);
  return {};
}

Result<void> verify(const trust::Root& root, const RoleFiles& roles, const RoleFile& file) {
  const Authority authority = TRY(authority_of(root, roles, file.role));
  return file.verify(*authority.signers, *authority.keys);
}

}  // namespace rohnamo::publish
