#include "content/publish/accept.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>

#include "content/publish/gate.hpp"
#include "content/publish/gzip.hpp"
#include "content/publish/history.hpp"
#include "content/publish/outbox.hpp"
#include "content/publish/prune.hpp"
#include "content/publish/signatures.hpp"

namespace rohnamo::publish {
namespace {

using base::Code;
using base::fail;
using base::Result;

// Writes what has passed.
class Writer {
 public:
  Writer(base::Fs& fs, Repository& repository, const Submission& submission, Keyring& keys,
         base::Time now, Passed& passed)
      : fs_(fs),
        repository_(repository),
        submission_(submission),
        keys_(keys),
        now_(now),
        passed_(passed),
        outbox_(fs, repository.path()) {
    versions_ = last_versions(repository.held(), keys.published());
    for (const auto& [name, role] : passed.roles) versions_[name] = role.version();
  }

  // What would be written, signed. Nothing is written yet.
  Result<void> compose() {
    const auto snapshot_keys = TRY(signers("snapshot"));
    const auto timestamp_keys = TRY(signers("timestamp"));
    const auto snapshot_version = TRY(next_version(versions_, "snapshot"));
    const auto timestamp_version = TRY(next_version(versions_, "timestamp"));
    count();
    report_.notes = std::move(passed_.notes);
    for (const auto* role : passed_.fresh) report_.signed_roles.push_back(role->role);
    report_.signed_roles.insert(report_.signed_roles.end(), {"snapshot", "timestamp"});
    TRY(sign_snapshot(snapshot_version, snapshot_keys));
    TRY(sign_timestamp(timestamp_version, timestamp_keys));
    report_.expiries = expiries(root(), {timestamp_, snapshot_, passed_.roles});
    count_fetched();
    return {};
  }

  Result<void> write() {
    const bool interrupted = TRY(repository_.begin_writing());
    TRY(write_targets());
    TRY(write_roles());
    TRY(write_snapshot_and_timestamp());
    TRY(keys_.adopt(passed_.roots));
    const auto earlier = earlier_snapshot(fs_, repository_.path(), snapshot_, passed_.roles);
    report_.pruned = TRY(prune(fs_, repository_.path(), earlier,
                               interrupted ? Sweep::everything : Sweep::what_was_named));
    return repository_.end_writing();
  }

  PublishReport report() { return std::move(report_); }

 private:
  [[nodiscard]] const trust::Root& root() const { return passed_.roots.newest(); }

  Result<std::vector<const trust::PrivateKey*>> signers(const std::string& role) const {
    const trust::Signers& wanted = root().roles.at(role);
    auto found = keys_.held(wanted);
    if (static_cast<std::int64_t>(found.size()) >= wanted.threshold) return found;
    return fail(Code::untrusted,
                fmt::format("{} must be signed with {} of these keys: {}; {} has {}", role,
                            wanted.threshold, names_of(wanted.keyids, keys_.settings()),
                            keys_.folder().string(), found.size()));
  }

  // Most of a large publication is what it was: only what is not is compared.
  void count() {
    const auto before = speaking(repository_.held().roles), after = speaking(passed_.roles);
    report_.changes = changes_between(targets_of(those_not_in(after, before)),
                                      targets_of(those_not_in(before, after)));
    report_.on_screens =
        screen_changes(read_catalogs(fs_, repository_.path(), before, {}),
                       read_catalogs(fs_, repository_.path(), after, submission_.files), now_);
    for (const RoleFile* role : after) {
      report_.targets += role->targets().targets.size();
      for (const auto& [path, target] : role->targets().targets) report_.bytes += target.length;
    }
    report_.expires = root().expires;
    for (const auto& [name, role] : passed_.roles)
      if (!is_office(name) && name != software_role && authority_of(root(), passed_.roles, name))
        report_.expires = std::min(report_.expires, role.targets().expires);
  }

  using Roles = std::vector<const RoleFile*>;

  // Those of `roles` that `others` has not in the same version.
  static Roles those_not_in(const Roles& others, const Roles& roles) {
    std::map<std::string_view, const RoleFile*> by_name;
    for (const RoleFile* other : others) by_name.emplace(other->role, other);
    Roles left;
    for (const RoleFile* role : roles) {
      const auto other = by_name.find(role->role);
      if (other == by_name.end() || !other->second->is(*role)) left.push_back(role);
    }
    return left;
  }

  static Targets targets_of(const Roles& roles) {
    Targets all;
    for (const RoleFile* role : roles)
      all.insert(role->targets().targets.begin(), role->targets().targets.end());
    return all;
  }

  // New contents once each, and the signed roles as they travel.
  void count_fetched() {
    const auto hash_of = [](const trust::TargetFile& target) -> std::string_view {
      const auto hash = target.hashes.find("sha256");
      return hash == target.hashes.end() ? std::string_view() : hash->second;
    };
    const auto before = speaking(repository_.held().roles);
    std::unordered_map<std::string_view, std::uint64_t> fresh;  // lengths
    for (const RoleFile* role : those_not_in(before, speaking(passed_.roles)))
      for (const auto& [path, target] : role->targets().targets)
        fresh.emplace(hash_of(target), target.length);
    for (const RoleFile* role : before)
      for (const auto& [path, target] : role->targets().targets) fresh.erase(hash_of(target));
    for (const auto& [hash, length] : fresh) report_.fetched_bytes += length;
    for (const auto* role : passed_.fresh) report_.fetched_bytes += gzip(role->bytes()).size();
    report_.fetched_bytes += gzip(signed_snapshot_).size() + gzip(signed_timestamp_).size();
    const PublishedTargets published(fs_, repository_.path());
    for (const auto& file : submission_.files)
      if (!published.has(file)) lacking_.push_back(&file);
    for (const PublishedFile* file : lacking_) report_.new_bytes += file->blob.length;
  }

  Result<void> sign_snapshot(std::int64_t version,
                             const std::vector<const trust::PrivateKey*>& keys) {
    snapshot_.version = version;
    snapshot_.expires = now_ + keys_.settings().periods.snapshot;
    // Versions alone: hashes of signed files would be most of what a small update has to fetch.
    // A role stays named for ever, as screens demand.
    for (const auto& [role, of_role] : versions_)
      if (role != "snapshot" && role != "timestamp")
        snapshot_.meta[role] = trust::MetaFile{of_role, {}, {}};
    signed_snapshot_ = TRY(trust::sign(snapshot_, keys));
    versions_["snapshot"] = version;
    report_.expires = std::min(report_.expires, snapshot_.expires);
    return {};
  }

  Result<void> sign_timestamp(std::int64_t version,
                              const std::vector<const trust::PrivateKey*>& keys) {
    trust::Timestamp& timestamp = timestamp_.emplace();
    timestamp.version = version;
    timestamp.expires = now_ + keys_.settings().periods.timestamp;
    timestamp.snapshot = trust::describe(snapshot_.version, signed_snapshot_);
    timestamp.signed_at = now_;
    signed_timestamp_ = TRY(trust::sign(timestamp, keys));
    versions_["timestamp"] = version;
    report_.version = version;
    report_.expires = std::min(report_.expires, timestamp.expires);
    return {};
  }

  Result<void> write_targets() {
    for (const PublishedFile* file : lacking_) {
      const auto bytes = TRY(map_contents(fs_, *file));
      TRY(outbox_.put(trust::target_path(file->target, file->blob.hash.hex()), bytes->bytes()));
    }
    return outbox_.settle();
  }

  Result<void> write_roles() {
    for (const auto* role : passed_.fresh)
      TRY(outbox_.put_with_gzip(trust::metadata_path(role->role, role->version()), role->bytes()));
    return outbox_.settle();
  }

  Result<void> write_snapshot_and_timestamp() {
    TRY(outbox_.put_with_gzip(trust::metadata_path("snapshot", snapshot_.version),
                              signed_snapshot_));
    TRY(keys_.remember_published(versions_));  // before anybody can see them
    TRY(outbox_.settle());
    TRY(write_roots());
    TRY(outbox_.put_timestamp(signed_timestamp_));
    return outbox_.settle();
  }

  // As late as can be: what was signed by the keys before does not hold by them.
  Result<void> write_roots() {
    for (const auto& [version, link] : passed_.roots.links()) {
      const auto path = trust::metadata_path("root", version);
      if (!outbox_.has(path, link.file.size())) TRY(outbox_.put_with_gzip(path, link.file));
    }
    return outbox_.settle();
  }

  base::Fs& fs_;
  Repository& repository_;
  const Submission& submission_;
  Keyring& keys_;
  base::Time now_;
  Passed& passed_;
  Outbox outbox_;
  Versions versions_;  // of all roles, as they will be
  trust::Snapshot snapshot_{0, {}, {}};
  std::optional<trust::Timestamp> timestamp_;
  std::string signed_snapshot_, signed_timestamp_;
  std::vector<const PublishedFile*> lacking_;  // in the repository
  PublishReport report_;
};

}  // namespace

Result<PublishReport> accept(base::Fs& fs, Repository& repository, const Submission& submission,
                             Keyring& keys, base::Time now, Renew renew) {
  Passed passed = TRY(pass_gate(fs, repository, submission, keys, now));
  const bool new_root =
      !fs.exists(repository.path() / trust::metadata_path("root", passed.roots.newest().version));
  if (passed.fresh.empty() && !new_root && renew == Renew::only_if_new) return PublishReport();
  Writer writer(fs, repository, submission, keys, now, passed);
  TRY(writer.compose());
  TRY(writer.write());
  return writer.report();
}

Result<PublishReport> rehearse(base::Fs& fs, Repository& repository, const Submission& submission,
                               Keyring& keys, base::Time now) {
  Passed passed = TRY(pass_gate(fs, repository, submission, keys, now));
  Writer writer(fs, repository, submission, keys, now, passed);
  TRY(writer.compose());
  return writer.report();
}

}  // namespace rohnamo::publish
