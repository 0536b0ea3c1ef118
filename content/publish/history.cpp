#include "content/publish/history.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <set>

namespace rohnamo::publish {
namespace {

using base::Code;
using base::fail;
using base::Path;
using base::Result;

bool same_targets(const RoleFile& a, const RoleFile& b) {
  return std::ranges::equal(
      a.targets().targets, b.targets().targets, [](const auto& one, const auto& other) {
        return one.first == other.first && one.second.hashes == other.second.hashes;
      });
}

class History {
 public:
  History(base::Fs& fs, const Path& repository, const trust::Snapshot& snapshot,
          const RoleFiles& roles)
      : fs_(fs), repository_(repository), snapshot_(snapshot), roles_(roles) {}

  std::optional<trust::Snapshot> earlier() const {
    for (const std::int64_t version : versions()) {
      const auto file = read_snapshot(fs_, repository_, version);
      if (file && shows_other(file->role)) return file->role;
    }
    return std::nullopt;
  }

  static Result<trust::Signed<trust::Snapshot>> read_snapshot(base::Fs& fs, const Path& repository,
                                                              std::int64_t version) {
    return trust::parse<trust::Snapshot>(
        TRY(fs.read(repository / trust::metadata_path("snapshot", version), metadata_limit)));
  }

 private:
  [[nodiscard]] std::set<std::int64_t, std::greater<>> versions() const {
    std::set<std::int64_t, std::greater<>> all;
    for (const auto& file : fs_.list(repository_ / "metadata").value_or(std::vector<std::string>()))
      if (const auto name = parse_metadata_name(file);
          name && name->role == "snapshot" && name->version < snapshot_.version)
        all.insert(name->version);
    return all;
  }

  [[nodiscard]] bool shows_other(const trust::Snapshot& before) const {
    return std::ranges::any_of(snapshot_.meta, [&](const auto& meta) {
      const auto& [role, now] = meta;
      if (role == software_role) return false;  // no screen shows it
      const auto now_role = roles_.find(role);
      if (now_role == roles_.end()) return false;
      const auto old = before.meta.find(role);
      if (old == before.meta.end()) return !now_role->second.targets().targets.empty();
      if (old->second.version == now.version) return false;
      const auto old_role = read_role(fs_, repository_, role, old->second.version);
      return old_role && !same_targets(*old_role, now_role->second);
    });
  }

  base::Fs& fs_;
  const Path& repository_;
  const trust::Snapshot& snapshot_;
  const RoleFiles& roles_;
};

// The roles of an earlier snapshot that today's keys vouch for; today's targets.json says who.
class Revival {
 public:
  Revival(base::Fs& fs, const Repository& repository, const Keyring& keys)
      : fs_(fs), path_(repository.path()), held_(repository.held()), keys_(keys) {}

  Result<Publication> publication() {
    const auto snapshot = earlier_snapshot(fs_, path_, held_.snapshot, held_.roles);
    if (!snapshot)
      return fail(Code::not_found,
                  fmt::format("there is nothing to go back to: {} keeps no publication that showed "
                              "something else",
                              path_.string()));
    TRY(read_roles(snapshot->version));
    Held earlier;
    earlier.roles = std::move(roles_);
    const Targets targets = earlier.targets();
    Publication publication;
    for (const auto& delegation : held_.roles.at("targets").targets().delegations->roles)
      if (delegation.name != software_role && earlier.roles.contains(delegation.name) &&
          !keys_.held(delegation.signers).empty())
        publication.roles.push_back(TRY(role(delegation.name, targets)));
    return publication;
  }

 private:
  Result<void> read_roles(std::int64_t version) {
    const trust::Root& root = keys_.roots().newest();
    const auto snapshot = TRY(History::read_snapshot(fs_, path_, version));
    TRY(vouched(
        trust::verify_threshold(snapshot, root.roles.at("snapshot"), root.keys, "snapshot")));
    roles_ = publish::read_roles(fs_, path_, snapshot.role);
    roles_.insert_or_assign("targets", held_.roles.at("targets"));
    for (const auto& [name, role] : roles_)
      if (authority_of(root, roles_, name)) TRY(vouched(verify(root, roles_, role)));
    return {};
  }

  static Result<void> vouched(const Result<void>& verdict) {
    if (verdict) return {};
    return fail(Code::untrusted,
                fmt::format("what was published before is not signed with the keys of today, so "
                            "it cannot be taken back by --undo: put the folder back to what it "
                            "was, and publish it ({})",
                            verdict.error().message));
  }

  [[nodiscard]] Result<PublishedRole> role(const std::string& name, const Targets& targets) const {
    PublishedRole role{name, {}};
    for (const auto& [path, target] : targets)
      if (path.starts_with(name + "/")) role.files.push_back(TRY(file(path, target)));
    return role;
  }

  [[nodiscard]] Result<PublishedFile> file(const std::string& path,
                                           const trust::TargetFile& target) const {
    const auto hex = target.hashes.find("sha256");
    const auto kind = target.custom.if_contains("kind");
    if (hex == target.hashes.end() || kind == nullptr || !kind->is_string())
      return fail(Code::corrupt, path + " was published in a form that is not known");
    PublishedFile file;
    file.target = path;
    file.kind = TRY(model::blob_kind(std::string_view(kind->get_string())));
    file.blob = {TRY(base::Hash::from_hex(hex->second)), target.length};
    file.path = path_ / trust::target_path(path, hex->second);
    if (const auto size = fs_.size(file.path); !size || *size != target.length)
      return fail(Code::not_found, fmt::format("{} is gone: what was published before cannot be "
                                               "published again without it",
                                               file.path.string()));
    return file;
  }

  base::Fs& fs_;
  const Path& path_;
  const Held& held_;
  const Keyring& keys_;
  RoleFiles roles_;
};

}  // namespace

std::optional<trust::Snapshot> earlier_snapshot(base::Fs& fs, const Path& repository,
                                                const trust::Snapshot& snapshot,
                                                const RoleFiles& roles) {
  return History(fs, repository, snapshot, roles).earlier();
}

Result<Publication> earlier_publication(base::Fs& fs, const Repository& repository,
                                        const Keyring& keys) {
  if (!repository.held().roles.contains("targets"))
    return fail(Code::not_found,
                fmt::format("{} has no publication: there is nothing to go back to",
                            repository.path().string()));
  return Revival(fs, repository, keys).publication();
}

}  // namespace rohnamo::publish
