#include "content/publish/gate.hpp"

#include <fmt/format.h>

#include <unordered_map>

#include "content/publish/inspection.hpp"
#include "content/publish/parallel.hpp"
#include "content/publish/signatures.hpp"

namespace rohnamo::publish {
namespace {

using base::Code;
using base::fail;
using base::Result;

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
    files_.reserve(submission.files.size());
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
      if (held != roles.end() && held->second.envelope().message == role.envelope().message)
        continue;
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
    TRY(role.verify(*authority.signers, *authority.keys));
    if (role.bytes().size() > metadata_limit)
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
                            : role.role == software_role
                                ? ", until the mission has published again after `software new`"
                                : ""));
  }

  [[nodiscard]] base::Path place(const std::string& path, const trust::TargetFile& target) const {
    return repository_.path() / trust::target_path(path, target.hashes.at("sha256"));
  }

  [[nodiscard]] bool published(const std::string& path, const trust::TargetFile& target) const {
    const auto size = fs_.size(place(path, target));
    return size && *size == target.length;
  }

  static tl::unexpected<base::Error> missing(const std::string& path) {
    return fail(Code::untrusted, fmt::format("{} is missing: it is neither in the submission nor "
                                             "published already",
                                             path));
  }

  Result<std::string> read_target(const std::string& path, const trust::TargetFile& target) const {
    const base::Hash hash = TRY(base::Hash::from_hex(target.hashes.at("sha256")));
    const auto file = files_.find(path);
    if (file != files_.end() && file->second->blob.hash == hash)
      return contents(fs_, *file->second);
    if (!published(path, target)) return missing(path);
    PublishedFile old{path, model::BlobKind::text, {hash, target.length}, {}, place(path, target)};
    return contents(fs_, old);
  }

  Result<void> check_there(const std::string& path, const trust::TargetFile& target) const {
    if (published(path, target)) return {};
    const base::Hash hash = TRY(base::Hash::from_hex(target.hashes.at("sha256")));
    const auto file = files_.find(path);
    if (file == files_.end() || file->second->blob.hash != hash) return missing(path);
    TRY(map_contents(fs_, *file->second));
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
    if (const auto* bins = bins_of(roles)) TRY(check_standing(*bins));
    if (!top->second.targets().delegations) return {};
    for (const auto& delegation : top->second.targets().delegations->roles) {
      const auto role = roles.find(delegation.name);
      if (delegation.name == mission_role || role == roles.end()) continue;
      if (const auto held = verify(root(), roles, role->second); !held)
        notes.push_back(
            fmt::format("screens will leave {} out until {} again: {}", delegation.name,
                        delegation.name == software_role ? "it is published" : "the office submits",
                        held.error().message));
    }
    return {};
  }

  Result<void> check_standing(const trust::SuccinctRoles& bins) const {
    std::vector<Result<void>> verdicts(trust::bin_count(bins));
    each_in_parallel(verdicts.size(), [&](std::size_t i) {
      verdicts[i] = check_standing(trust::bin_name(bins, i));
    });
    for (const auto& verdict : verdicts) TRY(verdict);
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
  std::unordered_map<std::string_view, const PublishedFile*> files_;  // by target
};

}  // namespace

Result<Passed> pass_gate(base::Fs& fs, const Repository& repository, const Submission& submission,
                         const Keyring& keys, base::Time now) {
  Gate gate(fs, repository, submission, keys, now);
  TRY(gate.pass());
  return Passed{std::move(gate.roots), std::move(gate.roles), std::move(gate.fresh),
                std::move(gate.notes)};
}

}  // namespace rohnamo::publish
