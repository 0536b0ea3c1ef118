#include "content/publish/prepare.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "content/publish/parallel.hpp"
#include "content/publish/signatures.hpp"

namespace rohnamo::publish {
namespace {

using base::Code;
using base::fail;
using base::Result;

Result<RoleFile> sign(const PlannedRole& planned, std::int64_t version, base::Time expires,
                      const std::vector<const trust::PrivateKey*>& keys) {
  trust::Targets targets = planned.targets();
  targets.version = version;
  targets.expires = expires;
  auto bytes = TRY(trust::sign(targets, keys));
  return parse_role_file(planned.role, std::move(bytes));
}

class Preparer {
 public:
  Preparer(const Repository& repository, const Keyring& keys, base::Time now, Signing signing)
      : held_(repository.held()), keys_(keys), now_(now), signing_(signing) {
    last_ = last_versions(held_, keys.published());
    raise(last_, keys.prepared());
  }

  Result<Prepared> prepare(const Publication& publication) {
    Plan plan = TRY(make_plan(publication, held_, keys_));
    prepared_.notes = std::move(plan.notes);
    prepared_.submission.files = std::move(plan.files);
    for (const auto& [version, link] : keys_.roots().links())
      prepared_.submission.roots.emplace(version, link.file);
    std::vector<Result<State>> states(plan.roles.size());
    each_in_parallel(states.size(), [&](std::size_t i) { states[i] = state_of(plan.roles[i]); });
    for (std::size_t i = 0; i < states.size(); ++i) TRY(prepare(plan.roles[i], TRY(states[i])));
    return std::move(prepared_);
  }

 private:
  enum class State { good, ageing, changed };

  Result<State> state_of(const PlannedRole& planned) const {
    const auto held = held_.roles.find(planned.role);
    if (held == held_.roles.end()) return State::changed;
    const RoleFile& file = held->second;
    const auto last = last_.find(planned.role);
    if (last != last_.end() && file.version() < last->second) return State::changed;
    if (!file.verify(planned.signers, planned.keys, keys_.held(planned.signers)) ||
        !TRY(planned.says_the_same(file.targets())))
      return State::changed;
    const auto left = file.targets().expires - now_;
    return left >= keys_.settings().periods.of(planned.role) / 2 ? State::good : State::ageing;
  }

  Result<void> prepare(const PlannedRole& planned, State state) {
    const auto signers = keys_.held(planned.signers);
    const auto needed = signing_ == Signing::alone ? planned.signers.threshold : 1;
    const bool able = static_cast<std::int64_t>(signers.size()) >= needed;
    if (state == State::good || (state == State::ageing && !able)) {
      keep_for_the_signers(planned.role);
      return {};
    }
    if (!able) return refuse(planned, signers.size());
    const auto version = TRY(next_version(last_, planned.role));
    const auto expires = now_ + keys_.settings().periods.of(planned.role);
    prepared_.submission.roles.push_back(TRY(sign(planned, version, expires, signers)));
    prepared_.signed_roles.push_back(planned.role);
    prepared_.versions[planned.role] = version;
    if (static_cast<std::int64_t>(signers.size()) < planned.signers.threshold)
      prepared_.incomplete.push_back(planned.role);
    return {};
  }

  void keep_for_the_signers(const std::string& role) {
    const auto held = held_.roles.find(role);
    if (held != held_.roles.end() && (role == mission_role || role == trust::Targets::type))
      prepared_.submission.roles.push_back(held->second);
  }

  Result<void> refuse(const PlannedRole& planned, std::size_t here) const {
    const std::string whose = names_of(planned.signers.keyids, keys_.settings());
    if (here == 0)
      return fail(Code::untrusted,
                  fmt::format("{} must be signed anew, and {} has none of its keys: {}",
                              planned.role, keys_.folder().string(), whose));
    return fail(
        Code::untrusted,
        fmt::format("{} needs {} of these keys: {}; {} has {}. Use `publish … --prepare "
                    "FOLDER` and let the others sign",
                    planned.role, planned.signers.threshold, whose, keys_.folder().string(), here));
  }

  const Held& held_;
  const Keyring& keys_;
  base::Time now_;
  Signing signing_;
  Versions last_;
  Prepared prepared_;
};

}  // namespace

Result<Prepared> prepare(const Publication& publication, const Repository& repository,
                         const Keyring& keys, base::Time now, Signing signing) {
  return Preparer(repository, keys, now, signing).prepare(publication);
}

Result<Prepared> prepare_office(const PublishedRole& role, const Keyring& keys, base::Time now,
                                std::int64_t after) {
  const PlannedRole planned = plan_office(role, keys);
  if (planned.signers.keyids.empty())
    return fail(Code::not_found,
                fmt::format("{} holds no key: the mission makes one with rohnamo-content office "
                            "new {}",
                            keys.folder().string(), role.name.substr(office_prefix.size())));
  Versions last = keys.prepared();
  raise(last, {{role.name, after}});
  Prepared prepared;
  const auto version = TRY(next_version(last, role.name));
  const auto expires = now + keys.settings().periods.of(role.name);
  prepared.submission.roles.push_back(
      TRY(sign(planned, version, expires, keys.held(planned.signers))));
  prepared.submission.files = role.files;
  prepared.signed_roles.push_back(role.name);
  prepared.versions[role.name] = version;
  return prepared;
}

}  // namespace rohnamo::publish
