#include "content/publish/accept.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "content/publish/gate.hpp"
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

  Result<PublishReport> write() {
    snapshot_keys_ = TRY(signers("snapshot"));
    timestamp_keys_ = TRY(signers("timestamp"));
    snapshot_version_ = TRY(next_version(versions_, "snapshot"));
    timestamp_version_ = TRY(next_version(versions_, "timestamp"));
    count();
    report_.notes = std::move(passed_.notes);
    TRY(repository_.make());
    TRY(write_targets());
    TRY(write_roles());
    TRY(write_snapshot_and_timestamp());
    TRY(keys_.adopt(passed_.roots));
    report_.pruned = TRY(prune(fs_, repository_.path()));
    return std::move(report_);
  }

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

  void count() {
    Held after;
    after.roles = passed_.roles;
    const Targets targets = after.targets();
    report_.changes = changes_between(repository_.held().targets(), targets);
    report_.targets = targets.size();
    for (const auto& [path, target] : targets) report_.bytes += target.length;
    report_.expires = root().expires;
    for (const auto& [name, role] : passed_.roles)
      if (!is_office(name) && authority_of(root(), passed_.roles, name))
        report_.expires = std::min(report_.expires, role.targets().expires);
  }

  Result<void> write_targets() {
    for (const auto& file : submission_.files) {
      const auto path = trust::target_path(file.target, file.blob.hash.hex());
      if (outbox_.has(path, file.blob.length)) continue;
      TRY(outbox_.put(path, TRY(contents(fs_, file))));
      report_.new_bytes += file.blob.length;
    }
    return outbox_.settle();
  }

  Result<void> write_roles() {
    for (const auto* role : passed_.fresh) {
      TRY(outbox_.put_with_gzip(trust::metadata_path(role->role, role->version()), role->bytes));
      report_.signed_roles.push_back(role->role);
    }
    return outbox_.settle();
  }

  Result<void> write_snapshot_and_timestamp() {
    const Periods& periods = keys_.settings().periods;
    trust::Snapshot snapshot;
    snapshot.version = snapshot_version_;
    snapshot.expires = now_ + periods.snapshot;
    // Versions alone: hashes of signed files would be most of what a small update has to fetch.
    // A role stays named for ever, as screens demand.
    for (const auto& [role, version] : versions_)
      if (role != "snapshot" && role != "timestamp")
        snapshot.meta[role] = trust::MetaFile{version, {}, {}};
    const auto file = TRY(trust::sign(snapshot, snapshot_keys_));

    trust::Timestamp timestamp;
    timestamp.version = timestamp_version_;
    timestamp.expires = now_ + periods.timestamp;
    timestamp.snapshot = trust::describe(snapshot.version, file);
    timestamp.signed_at = now_;
    const auto signed_timestamp = TRY(trust::sign(timestamp, timestamp_keys_));
    versions_["snapshot"] = snapshot.version;
    versions_["timestamp"] = timestamp.version;

    TRY(outbox_.put_with_gzip(trust::metadata_path("snapshot", snapshot.version), file));
    TRY(keys_.remember_published(versions_));  // before anybody can see them
    TRY(outbox_.settle());
    TRY(write_roots());
    TRY(outbox_.put_timestamp(signed_timestamp));
    report_.signed_roles.insert(report_.signed_roles.end(), {"snapshot", "timestamp"});
    report_.version = timestamp.version;
    report_.expires = std::min({report_.expires, snapshot.expires, timestamp.expires});
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
  std::vector<const trust::PrivateKey*> snapshot_keys_, timestamp_keys_;
  std::int64_t snapshot_version_ = 0, timestamp_version_ = 0;
  PublishReport report_;
};

}  // namespace

Result<PublishReport> accept(base::Fs& fs, Repository& repository, const Submission& submission,
                             Keyring& keys, base::Time now, Renew renew) {
  Passed passed = TRY(pass_gate(fs, repository, submission, keys, now));
  const bool new_root =
      !fs.exists(repository.path() / trust::metadata_path("root", passed.roots.newest().version));
  if (passed.fresh.empty() && !new_root && renew == Renew::only_if_new) return PublishReport();
  return Writer(fs, repository, submission, keys, now, passed).write();
}

}  // namespace rohnamo::publish
