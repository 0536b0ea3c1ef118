#include "content/publish/repository.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "content/publish/outbox.hpp"
#include "content/publish/plan.hpp"
#include "content/publish/prune.hpp"

namespace rohnamo::publish {
namespace {

using base::Code;
using base::fail;
using base::Result;

class Publisher {
 public:
  Publisher(base::Fs& fs, Keyring& keys, const base::Path& repository, base::Time now,
            Expiry expiry)
      : fs_(fs),
        keys_(keys),
        outbox_(fs, repository),
        repository_(repository),
        now_(now),
        expiry_(expiry) {}

  Result<PublishReport> publish(const Publication& publication) {
    TRY(keys_.renew_root(now_));
    held_ = TRY(read_held(fs_, repository_, keys_.root()));
    if (held_.timestamp && held_.timestamp->signed_at > now_)
      return fail(
          Code::invalid_input,
          fmt::format("this computer's clock says {}, but the last publication was at {}: set "
                      "the clock",
                      base::to_rfc3339(now_), base::to_rfc3339(*held_.timestamp->signed_at)));
    const Plan plan = TRY(make_plan(publication, held_, keys_));
    note_changes(plan);
    report_.expires = keys_.root().expires;
    TRY(write_roots());
    TRY(write_targets(publication));
    TRY(write_roles(plan));
    TRY(write_snapshot_and_timestamp());
    report_.pruned = TRY(prune(fs_, repository_));
    return std::move(report_);
  }

 private:
  std::int64_t last_version(const std::string& role) const {
    const auto remembered = keys_.versions().find(role);
    std::int64_t held = held_.version(role);
    if (role == "snapshot") held = held_.snapshot.version;
    if (role == "timestamp") held = held_.timestamp ? held_.timestamp->version : 0;
    return std::max(held, remembered == keys_.versions().end() ? 0 : remembered->second);
  }

  Result<void> write_roots() {
    for (const auto& [version, file] : keys_.root_files()) {
      const auto path = trust::metadata_path("root", version);
      if (!outbox_.has(path, file.size())) TRY(outbox_.put_with_gzip(path, file));
    }
    return {};
  }

  Result<void> write_targets(const Publication& publication) {
    for (const auto& role : publication.roles) {
      for (const auto& file : role.files) {
        report_.targets += 1;
        report_.bytes += file.blob.length;
        const auto path = trust::target_path(file.target, file.blob.hash.hex());
        if (outbox_.has(path, file.blob.length)) continue;
        TRY(outbox_.put(path, TRY(contents(fs_, file))));
        report_.new_bytes += file.blob.length;
      }
    }
    return outbox_.settle();
  }

  Result<void> write_roles(const Plan& plan) {
    versions_ = keys_.versions();
    for (const auto& [role, version] : held_.snapshot.meta)  // a snapshot never drops a role
      versions_[role] = std::max(versions_[role], version.version);
    for (const auto& [role, planned] : plan.roles) {
      if (TRY(still_good(role, planned))) continue;
      trust::Targets targets = planned.targets;
      targets.version = last_version(role) + 1;
      targets.expires = now_ + expiry_.roles;
      TRY(write(role, targets, *planned.key));
    }
    return outbox_.settle();
  }

  // Ed25519 signs the same bytes the same way: the held file is what would be written now, but for
  // its time, if and only if signing it again gives its bytes.
  Result<bool> still_good(const std::string& role, const PlannedRole& planned) {
    const auto held = held_.roles.find(role);
    if (held == held_.roles.end()) return false;
    trust::Targets targets = planned.targets;
    targets.version = held->second.targets.version;
    targets.expires = held->second.targets.expires;
    const bool lasting = targets.expires - now_ >= expiry_.roles / 2;
    if (!lasting || targets.version < last_version(role)) return false;
    if (TRY(trust::sign(targets, {planned.key})) != held->second.file) return false;
    report_.expires = std::min(report_.expires, targets.expires);
    return true;
  }

  template <class Role>
  Result<std::string> write(const std::string& role, const Role& metadata,
                            const trust::PrivateKey& key) {
    auto file = TRY(trust::sign(metadata, {&key}));
    const bool versioned = role != "timestamp";
    TRY(outbox_.put_with_gzip(trust::metadata_path(role, versioned ? metadata.version : 0), file));
    versions_[role] = metadata.version;
    report_.signed_roles.push_back(role);
    report_.expires = std::min(report_.expires, metadata.expires);
    return file;
  }

  Result<void> write_snapshot_and_timestamp() {
    trust::Snapshot snapshot;
    snapshot.version = last_version("snapshot") + 1;
    snapshot.expires = now_ + expiry_.online;
    // Versions alone: hashes of signed files would be most of what a small update has to fetch.
    for (const auto& [role, version] : versions_)
      if (role != "snapshot" && role != "timestamp")
        snapshot.meta[role] = trust::MetaFile{version, {}, {}};
    const auto file = TRY(write("snapshot", snapshot, keys_.snapshot()));

    trust::Timestamp timestamp;
    timestamp.version = last_version("timestamp") + 1;
    timestamp.expires = now_ + expiry_.online;
    timestamp.snapshot = trust::describe(snapshot.version, file);
    timestamp.signed_at = now_;
    versions_["timestamp"] = timestamp.version;
    report_.version = timestamp.version;
    TRY(keys_.remember(versions_));  // before anybody can see them
    TRY(outbox_.settle());
    TRY(write("timestamp", timestamp, keys_.timestamp()));
    return outbox_.settle();
  }

  void note_changes(const Plan& plan) {
    auto before = held_.targets();
    for (const auto& [role, planned] : plan.roles) {
      for (const auto& [path, target] : planned.targets.targets) {
        const auto old = before.find(path);
        if (old == before.end())
          report_.changes.push_back({Change::What::added, path, target.length});
        else if (old->second.hashes != target.hashes)
          report_.changes.push_back({Change::What::changed, path, target.length});
        if (old != before.end()) before.erase(old);
      }
    }
    for (const auto& [path, target] : before)
      report_.changes.push_back({Change::What::removed, path, target.length});
    std::sort(report_.changes.begin(), report_.changes.end(),
              [](const Change& a, const Change& b) { return a.target < b.target; });
  }

  base::Fs& fs_;
  Keyring& keys_;
  Outbox outbox_;
  base::Path repository_;
  base::Time now_;
  Expiry expiry_;
  Held held_;
  Versions versions_;  // of all roles, as they will be
  PublishReport report_;
};

std::string size_in_words(std::uint64_t bytes) {
  constexpr double kilo = 1000;
  const auto size = static_cast<double>(bytes);
  if (size < kilo) return fmt::format("{} bytes", bytes);
  if (size < kilo * kilo) return fmt::format("{:.1f} kB", size / kilo);
  return fmt::format("{:.1f} MB", size / kilo / kilo);
}

std::string_view word(Change::What what) {
  switch (what) {
    case Change::What::added:
      return "new    ";
    case Change::What::changed:
      return "changed";
    case Change::What::removed:
      return "removed";
  }
  return "";
}

}  // namespace

Result<PublishReport> publish(base::Fs& fs, const Publication& publication, Keyring& keys,
                              const base::Path& repository, base::Time now, Expiry expiry) {
  return Publisher(fs, keys, repository, now, expiry).publish(publication);
}

std::string to_string(const PublishReport& report) {
  constexpr std::size_t most_lines = 20;
  std::string text;
  for (std::size_t i = 0; i < std::min(report.changes.size(), most_lines); ++i) {
    const Change& change = report.changes[i];
    text += fmt::format("  {} {} ({})\n", word(change.what), change.target,
                        size_in_words(change.length));
  }
  if (report.changes.size() > most_lines)
    text += fmt::format("  … and {} more\n", report.changes.size() - most_lines);
  if (report.changes.empty()) text += "  nothing has changed; the signatures are renewed\n";
  return text +
         fmt::format(
             "Publication {}: {} new, {} files and {} in all, {} roles signed, good until {}.\n",
             report.version, size_in_words(report.new_bytes), report.targets,
             size_in_words(report.bytes), report.signed_roles.size(),
             base::to_rfc3339(report.expires).substr(0, 10));
}

}  // namespace rohnamo::publish
