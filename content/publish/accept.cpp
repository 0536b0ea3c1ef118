#include "content/publish/accept.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "content/publish/inspection.hpp"
#include "content/publish/outbox.hpp"
#include "content/publish/prune.hpp"
#include "content/publish/signatures.hpp"

namespace rohnamo::publish {
namespace {

using base::Code;
using base::fail;
using base::Result;

// Decides, and writes nothing.
class Gate {
 public:
  Gate(base::Fs& fs, const Repository& repository, const Submission& submission,
       const Keyring& keys, base::Time now)
      : roots(keys.roots()),
        roles(repository.held().roles),
        fs_(fs),
        repository_(repository),
        held_(repository.held()),
        submission_(submission),
        keys_(keys),
        now_(now) {
    for (const auto& file : submission.files) files_.emplace(file.target, &file);
  }

  Result<void> pass() {
    TRY(check_clock(held_, now_));
    TRY(take_roots());
    TRY(take_roles());
    TRY(check_memory());
    for (const auto* role : fresh) TRY(check_role(*role));
    return check_whole();
  }

  // What there will be, once it has passed.
  RootChain roots;
  RoleFiles roles;
  std::vector<const RoleFile*> fresh;  // the submission's, in its order
  std::vector<std::string> notes;

 private:
  [[nodiscard]] const trust::Root& root() const { return roots.newest(); }

  Result<void> take_roots() {
    for (const auto& [version, file] : submission_.roots) {
      const auto known = roots.links().find(version);
      if (known != roots.links().end() && known->second.file != file)
        return fail(Code::untrusted,
                    fmt::format("{} is another than the one that is trusted", root_name(version)));
      if (version <= root().version) continue;
      auto appended = roots.append(file);
      if (!appended) return fail(Code::untrusted, appended.error().message);
    }
    return {};
  }

  Result<void> take_roles() {
    for (const auto& role : submission_.roles) {
      const auto held = roles.find(role.role);
      if (held != roles.end() && held->second.file.message == role.file.message) continue;
      if (held != roles.end() && held->second.version() >= role.version())
        return fail(Code::untrusted, too_old(role, held->second.version()));
      if (const auto last = published(role.role); last > role.version())
        return fail(Code::untrusted, too_old(role, last));
      fresh.push_back(&role);
    }
    for (const auto* role : fresh) roles.insert_or_assign(role->role, *role);
    return {};
  }

  static std::string too_old(const RoleFile& role, std::int64_t last) {
    return fmt::format(
        "version {0} of {1} is not newer than {2}, which was published already: "
        "prepare it again{3}",
        role.version(), role.role, last,
        is_office(role.role) ? fmt::format(" (submit … --after {})", last) : "");
  }

  [[nodiscard]] std::int64_t published(const std::string& role) const {
    const auto version = keys_.published().find(role);
    return version == keys_.published().end() ? 0 : version->second;
  }

  // An old copy of a repository would be a rollback to every screen.
  Result<void> check_memory() const {
    for (const auto& [name, role] : roles)
      if (role.version() < published(name))
        return fail(
            Code::untrusted,
            fmt::format("{} holds version {} of {}, but {} was published before: is it an "
                        "old copy? Publish the whole channel into it",
                        repository_.path().string(), role.version(), name, published(name)));
    return {};
  }

  Result<void> check_role(const RoleFile& role) {
    const Authority authority = TRY(authority_or_refusal(role));
    TRY(trust::verify_threshold(role.file, *authority.signers, *authority.keys, role.role));
    if (role.bytes.size() > metadata_limit)
      return fail(Code::too_large, fmt::format("{} is longer than {} bytes, which is the most that "
                                               "screens read",
                                               role.role, metadata_limit));
    if (role.targets().expires <= now_)
      return fail(Code::expired, fmt::format("{} expired on {}: prepare it again", role.role,
                                             base::to_rfc3339(role.targets().expires)));
    TRY(inspect(role, authority));
    const ReadTarget read = [this](const std::string& path, const trust::TargetFile& target) {
      return read_target(path, target);
    };
    if (is_office(role.role)) return inspect_office(role, read);
    for (const auto& [path, target] : role.targets().targets) TRY(check_there(path, target));
    return {};
  }

  Result<Authority> authority_or_refusal(const RoleFile& role) const {
    auto authority = authority_of(root(), roles, role.role);
    if (authority) return authority;
    return fail(Code::untrusted,
                fmt::format("{}: nobody may publish by this name{}", authority.error().message,
                            is_office(role.role) ? ", until the mission has published again after "
                                                   "`office new`"
                                                 : ""));
  }

  [[nodiscard]] base::Path place(const std::string& path, const trust::TargetFile& target) const {
    return repository_.path() / trust::target_path(path, target.hashes.at("sha256"));
  }

  [[nodiscard]] bool published(const std::string& path, const trust::TargetFile& target) const {
    const auto size = fs_.size(place(path, target));
    return size && *size == target.length;
  }

  Result<std::string> read_target(const std::string& path, const trust::TargetFile& target) const {
    const base::Hash hash = TRY(base::Hash::from_hex(target.hashes.at("sha256")));
    const auto file = files_.find(path);
    if (file != files_.end() && file->second->blob.hash == hash)
      return contents(fs_, *file->second);
    if (!published(path, target))
      return fail(Code::untrusted, fmt::format("{} is missing: it is neither in the submission nor "
                                               "published already",
                                               path));
    PublishedFile old{path, model::BlobKind::text, {hash, target.length}, {}, place(path, target)};
    return contents(fs_, old);
  }

  Result<void> check_there(const std::string& path, const trust::TargetFile& target) const {
    if (!published(path, target)) TRY(read_target(path, target));
    return {};
  }

  // A role that stays as it was may no longer be signed as a new targets.json says.
  Result<void> check_whole() {
    const auto top = roles.find(trust::Targets::type);
    if (top == roles.end())
      return fail(Code::untrusted, fmt::format("{} has no publication yet: the mission publishes "
                                               "first",
                                               repository_.path().string()));
    TRY(check_standing(trust::Targets::type));
    TRY(check_standing(mission_role));
    if (const auto* bins = bins_of(roles))
      for (std::uint64_t i = 0; i < trust::bin_count(*bins); ++i)
        TRY(check_standing(trust::bin_name(*bins, i)));
    if (!top->second.targets().delegations) return {};
    for (const auto& delegation : top->second.targets().delegations->roles) {
      const auto role = roles.find(delegation.name);
      if (!is_office(delegation.name) || role == roles.end()) continue;
      if (const auto held = verify(root(), roles, role->second); !held)
        notes.push_back(fmt::format("screens will leave {} out until the office submits again: {}",
                                    delegation.name, held.error().message));
    }
    return {};
  }

  Result<void> check_standing(std::string_view name) const {
    const auto role = roles.find(name);
    const auto held = role == roles.end() ? fail(Code::untrusted, "it cannot be read")
                                          : verify(root(), roles, role->second);
    if (held) return {};
    return fail(Code::untrusted, fmt::format("{} has to be published anew by the mission: {}", name,
                                             held.error().message));
  }

  base::Fs& fs_;
  const Repository& repository_;
  const Held& held_;
  const Submission& submission_;
  const Keyring& keys_;
  base::Time now_;
  std::map<std::string, const PublishedFile*, std::less<>> files_;  // by target
};

// Writes what has passed.
class Writer {
 public:
  Writer(base::Fs& fs, Repository& repository, const Submission& submission, Keyring& keys,
         base::Time now, Gate& gate)
      : fs_(fs),
        repository_(repository),
        submission_(submission),
        keys_(keys),
        now_(now),
        gate_(gate),
        outbox_(fs, repository.path()) {
    versions_ = last_versions(repository.held(), keys.published());
    for (const auto& [name, role] : gate.roles) versions_[name] = role.version();
  }

  Result<PublishReport> write() {
    snapshot_keys_ = TRY(signers("snapshot"));
    timestamp_keys_ = TRY(signers("timestamp"));
    snapshot_version_ = TRY(next_version(versions_, "snapshot"));
    timestamp_version_ = TRY(next_version(versions_, "timestamp"));
    count();
    report_.notes = std::move(gate_.notes);
    TRY(repository_.make());
    TRY(write_targets());
    TRY(write_roles());
    TRY(write_snapshot_and_timestamp());
    TRY(keys_.adopt(gate_.roots));
    report_.pruned = TRY(prune(fs_, repository_.path()));
    return std::move(report_);
  }

 private:
  [[nodiscard]] const trust::Root& root() const { return gate_.roots.newest(); }

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
    after.roles = gate_.roles;
    const Targets targets = after.targets();
    report_.changes = changes_between(repository_.held().targets(), targets);
    report_.targets = targets.size();
    for (const auto& [path, target] : targets) report_.bytes += target.length;
    report_.expires = root().expires;
    for (const auto& [name, role] : gate_.roles)
      if (!is_office(name) && authority_of(root(), gate_.roles, name))
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
    for (const auto* role : gate_.fresh) {
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
    for (const auto& [version, link] : gate_.roots.links()) {
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
  Gate& gate_;
  Outbox outbox_;
  Versions versions_;  // of all roles, as they will be
  std::vector<const trust::PrivateKey*> snapshot_keys_, timestamp_keys_;
  std::int64_t snapshot_version_ = 0, timestamp_version_ = 0;
  PublishReport report_;
};

}  // namespace

Result<PublishReport> accept(base::Fs& fs, Repository& repository, const Submission& submission,
                             Keyring& keys, base::Time now, Renew renew) {
  Gate gate(fs, repository, submission, keys, now);
  TRY(gate.pass());
  const bool new_root =
      !fs.exists(repository.path() / trust::metadata_path("root", gate.roots.newest().version));
  if (gate.fresh.empty() && !new_root && renew == Renew::only_if_new) return PublishReport();
  return Writer(fs, repository, submission, keys, now, gate).write();
}

}  // namespace rohnamo::publish
