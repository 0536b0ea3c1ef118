#include "sync/core/trusted_set.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "content/trust/bins.hpp"

namespace rohnamo::core {

using base::Code;
using base::fail;
using base::Result;
using trust::Signed;

namespace {

Result<void> check_size(std::string_view bytes, std::uint64_t limit, std::string_view role) {
  if (bytes.size() <= limit) return {};
  return fail(Code::too_large, fmt::format("{} is longer than {} bytes", role, limit));
}

tl::unexpected<base::Error> rolled_back(std::string_view role, std::int64_t version,
                                        std::int64_t trusted) {
  return fail(Code::untrusted,
              fmt::format("{} was rolled back from version {} to {}", role, trusted, version));
}

// The role's keys themselves: their ids are anybody's choice.
std::set<std::string, std::less<>> keys_of(const trust::Root& root, std::string_view role) {
  std::set<std::string, std::less<>> keys;
  for (const trust::KeyId& id : root.roles.find(role)->second.keyids) {
    const auto key = root.keys.find(id);
    const bool usable = key != root.keys.end() && !key->second.identity().empty();
    keys.emplace(usable ? key->second.identity() : std::string_view(id));
  }
  return keys;
}

// A key that was trusted for the role no longer is. A key more takes nothing away.
bool lost_a_key(const trust::Root& before, const trust::Root& after, std::string_view role) {
  const auto old_keys = keys_of(before, role);
  const auto new_keys = keys_of(after, role);
  return !std::includes(new_keys.begin(), new_keys.end(), old_keys.begin(), old_keys.end());
}

bool names_bin(const trust::SuccinctRoles& roles, std::string_view role) {
  const std::string first = trust::bin_name(roles, 0);
  if (role.size() != first.size() || !role.starts_with(roles.name_prefix + "-")) return false;
  const std::string_view digits = role.substr(roles.name_prefix.size() + 1);
  if (digits.find_first_not_of("0123456789abcdef") != std::string_view::npos) return false;
  return std::stoull(std::string(digits), nullptr, 16) < trust::bin_count(roles);
}

// Who must sign for `role`; null where it is not delegated to.
const trust::Signers* signers_of(const trust::Delegations& delegations, std::string_view role) {
  if (delegations.succinct_roles && names_bin(*delegations.succinct_roles, role))
    return &delegations.succinct_roles->signers;
  for (const trust::Delegation& delegation : delegations.roles)
    if (delegation.name == role) return &delegation.signers;
  return nullptr;
}

}  // namespace

TrustedSet::TrustedSet(Signed<trust::Root> root, base::Time now, base::seconds timestamp_grace)
    : now_(now), timestamp_grace_(timestamp_grace), root_(std::move(root)) {}

Result<TrustedSet> TrustedSet::begin(std::string_view trusted_root, base::Time now,
                                     base::seconds timestamp_grace) {
  TRY(check_size(trusted_root, root_limit, "root"));
  TrustedSet set(TRY(trust::parse<trust::Root>(trusted_root)), now, timestamp_grace);
  TRY(set.verify_top(set.root_, "root"));
  return set;
}

Result<void> TrustedSet::verify_top(const trust::Envelope& file, std::string_view role) const {
  const trust::Root& root = root_.role;
  return trust::verify_threshold(file, root.roles.find(role)->second, root.keys, role);
}

Result<void> TrustedSet::check_fresh(base::Time expires, std::string_view role) const {
  if (expires > now_) return {};
  return fail(Code::expired, fmt::format("{} expired at {}, it is {}", role,
                                         base::to_rfc3339(expires), base::to_rfc3339(now_)));
}

Result<void> TrustedSet::check_fresh(const trust::Timestamp& timestamp) const {
  const bool graced = timestamp_grace_.count() > 0 && now_ - timestamp.expires <= timestamp_grace_;
  return graced ? Result<void>() : check_fresh(timestamp.expires, "timestamp");
}

Result<bool> TrustedSet::update_root(std::string_view bytes) {
  TRY(check_size(bytes, root_limit, "root"));
  auto file = TRY(trust::parse<trust::Root>(bytes));
  TRY(verify_top(file, "root"));                    // 5.3.4 (1)
  if (file.role.version != root_.role.version + 1)  // 5.3.5
    return fail(Code::untrusted, fmt::format("root has version {} where {} must follow",
                                             file.role.version, root_.role.version + 1));
  TRY(trust::verify_threshold(file, file.role.roles.find("root")->second, file.role.keys,
                              "root"));  // 5.3.4 (2)
  const bool rotated = lost_a_key(root_.role, file.role, "timestamp") ||
                       lost_a_key(root_.role, file.role, "snapshot");
  root_ = std::move(file);  // 5.3.7
  // What the old root vouched for is to be restored under this one.
  timestamp_.reset();
  snapshot_.reset();
  snapshot_matches_ = false;
  return rotated;
}

Result<void> TrustedSet::finish_root() const {
  return check_fresh(root_.role.expires, "root");
}

Result<void> TrustedSet::restore_timestamp(std::string_view bytes) {
  TRY(check_size(bytes, timestamp_limit, "timestamp"));
  auto file = TRY(trust::parse<trust::Timestamp>(bytes));
  TRY(verify_top(file, "timestamp"));
  timestamp_ = std::move(file.role);
  return {};
}

Result<TrustedSet::Change> TrustedSet::update_timestamp(std::string_view bytes) {
  TRY(check_size(bytes, timestamp_limit, "timestamp"));
  auto file = TRY(trust::parse<trust::Timestamp>(bytes));
  TRY(verify_top(file, "timestamp"));  // 5.4.2
  if (timestamp_) {
    if (file.role.version < timestamp_->version)  // 5.4.3.1
      return rolled_back("timestamp", file.role.version, timestamp_->version);
    if (file.role.version == timestamp_->version) {
      TRY(check_timestamp());
      return Change::same;
    }
    if (file.role.snapshot.version < timestamp_->snapshot.version)  // 5.4.3.2
      return rolled_back("snapshot", file.role.snapshot.version, timestamp_->snapshot.version);
  }
  TRY(check_fresh(file.role));  // 5.4.4
  timestamp_ = std::move(file.role);
  snapshot_matches_ = false;
  return Change::newer;
}

bool TrustedSet::is_earlier_timestamp(std::string_view bytes) const {
  if (!timestamp_ || !check_size(bytes, timestamp_limit, "timestamp")) return false;
  const auto file = trust::parse<trust::Timestamp>(bytes);
  return file && verify_top(*file, "timestamp") && file->role.version < timestamp_->version;
}

Result<void> TrustedSet::check_timestamp() const {
  if (!timestamp_) return fail(Code::not_found, "no trusted timestamp");
  return check_fresh(*timestamp_);
}

Result<void> TrustedSet::restore_snapshot(std::string_view bytes) {
  TRY(check_size(bytes, snapshot_limit, "snapshot"));
  auto file = TRY(trust::parse<trust::Snapshot>(bytes));
  TRY(verify_top(file, "snapshot"));
  snapshot_ = std::move(file.role);
  snapshot_matches_ =
      timestamp_ && trust::check_file(bytes, timestamp_->snapshot, "snapshot").has_value();
  return {};
}

bool TrustedSet::snapshot_current() const {
  return snapshot_matches_ && check_timestamp() && check_snapshot();
}

Result<void> TrustedSet::update_snapshot(std::string_view bytes) {
  TRY(check_timestamp());
  TRY(check_size(bytes, snapshot_limit, "snapshot"));
  TRY(trust::check_file(bytes, timestamp_->snapshot, "snapshot"));  // 5.5.2
  auto file = TRY(trust::parse<trust::Snapshot>(bytes));
  TRY(verify_top(file, "snapshot"));                      // 5.5.3
  if (file.role.version != timestamp_->snapshot.version)  // 5.5.4
    return fail(Code::untrusted, fmt::format("snapshot has version {}, the timestamp names {}",
                                             file.role.version, timestamp_->snapshot.version));
  if (snapshot_) {
    for (const auto& [role, held] : snapshot_->meta) {  // 5.5.5
      const auto found = file.role.meta.find(role);
      if (found == file.role.meta.end())
        return fail(Code::untrusted, "snapshot no longer names " + role);
      if (found->second.version < held.version)
        return rolled_back(role, found->second.version, held.version);
    }
  }
  TRY(check_fresh(file.role.expires, "snapshot"));  // 5.5.6
  snapshot_ = std::move(file.role);
  snapshot_matches_ = true;
  return {};
}

Result<void> TrustedSet::check_snapshot() const {
  if (!snapshot_) return fail(Code::not_found, "no trusted snapshot");
  if (!timestamp_ || snapshot_->version != timestamp_->snapshot.version)
    return fail(Code::untrusted, "the snapshot is not the one that the timestamp names");
  return check_fresh(snapshot_->expires, "snapshot");
}

Result<trust::MetaFile> TrustedSet::meta(std::string_view role) const {
  if (!snapshot_) return fail(Code::not_found, "no trusted snapshot");
  const auto found = snapshot_->meta.find(role);
  if (found == snapshot_->meta.end())
    return fail(Code::not_found, "the snapshot does not name " + std::string(role));
  return found->second;
}

Result<void> TrustedSet::verify_delegated(const trust::Envelope& file, std::string_view role,
                                          std::string_view delegator) const {
  if (delegator == "root" && role == trust::Targets::type) return verify_top(file, role);
  const trust::Targets* from = targets(delegator);
  const trust::Signers* signers =
      from != nullptr && from->delegations ? signers_of(*from->delegations, role) : nullptr;
  if (signers == nullptr)
    return fail(Code::not_found, fmt::format("{} does not delegate to {}", delegator, role));
  return trust::verify_threshold(file, *signers, from->delegations->keys, role);
}

Result<trust::Targets> TrustedSet::take_targets(std::string_view bytes, std::string_view role,
                                                std::string_view delegator) {
  TRY(check_snapshot());
  TRY(check_size(bytes, targets_limit, role));
  const trust::MetaFile expected = TRY(meta(role));
  TRY(trust::check_file(bytes, expected, role));  // 5.6.2
  auto file = TRY(trust::parse<trust::Targets>(bytes));
  TRY(verify_delegated(file, role, delegator));  // 5.6.3
  if (file.role.version != expected.version)     // 5.6.4
    return fail(Code::untrusted, fmt::format("{} has version {}, the snapshot names {}", role,
                                             file.role.version, expected.version));
  TRY(check_fresh(file.role.expires, role));  // 5.6.5
  targets_expire_ = std::min(targets_expire_, file.role.expires);
  return std::move(file.role);
}

Result<void> TrustedSet::update_targets(std::string_view bytes, std::string_view role,
                                        std::string_view delegator) {
  targets_.insert_or_assign(std::string(role), TRY(take_targets(bytes, role, delegator)));
  return {};
}

Result<trust::Targets> TrustedSet::read_stale(std::string_view bytes, std::string_view role,
                                              std::string_view delegator) const {
  TRY(check_size(bytes, targets_limit, role));
  auto file = TRY(trust::parse<trust::Targets>(bytes));
  TRY(verify_delegated(file, role, delegator));
  return std::move(file.role);
}

const trust::Timestamp* TrustedSet::timestamp() const {
  return timestamp_ ? &*timestamp_ : nullptr;
}

const trust::Snapshot* TrustedSet::snapshot() const {
  return snapshot_ ? &*snapshot_ : nullptr;
}

const trust::Targets* TrustedSet::targets(std::string_view role) const {
  const auto found = targets_.find(role);
  return found == targets_.end() ? nullptr : &found->second;
}

base::Time TrustedSet::expires() const {
  base::Time earliest = std::min(root_.role.expires, targets_expire_);
  if (timestamp_) earliest = std::min(earliest, timestamp_->expires);
  if (snapshot_) earliest = std::min(earliest, snapshot_->expires);
  return earliest;
}

}  // namespace rohnamo::core
