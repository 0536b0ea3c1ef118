#include "content/publish/sign.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "content/publish/report.hpp"
#include "content/publish/signatures.hpp"

namespace rohnamo::publish {
namespace {

using base::Code;
using base::fail;
using base::Path;
using base::Result;

std::string period_of(base::Time expires) {
  return base::to_rfc3339(expires).substr(0, 10);
}

std::string signers_in_words(std::string_view role, const trust::Signers& signers,
                             const KeySettings& settings) {
  return fmt::format("  {} is signed with {} of {}\n", role, signers.threshold,
                     names_of(signers.keyids, settings));
}

// Adds what signatures can be added to `bytes`.
template <class Parse>
Result<SignedRole> add_signatures(std::string& bytes, const Keyring& keys, Parse signatures) {
  Signatures before = TRY(signatures(bytes));
  SignedRole result;
  for (const auto* key : keys.held(trust::Signers{before.missing, 1})) {
    bytes = TRY(trust::add_signature(bytes, *key));
    result.added += 1;
  }
  const Signatures after = TRY(signatures(bytes));
  result.given = after.given.size();
  result.needed = after.needed;
  result.missing = after.missing;
  return result;
}

Result<void> check_wanted(const SignReport& report, const Keyring& keys) {
  const bool any = std::any_of(report.roles.begin(), report.roles.end(),
                               [](const SignedRole& role) { return role.added > 0; });
  if (any || report.complete()) return {};
  return fail(Code::untrusted,
              fmt::format("{} has no key that is wanted here:\n{}", keys.folder().string(),
                          to_string(report, keys.settings())));
}

class SubmissionSigner {
 public:
  SubmissionSigner(base::Fs& fs, const Path& folder, const Keyring& keys,
                   const Repository* repository)
      : fs_(fs), folder_(folder), keys_(keys), repository_(repository), roots_(keys.roots()) {}

  Result<SignReport> sign() {
    const Submission submission = TRY(read_submission(fs_, folder_));
    for (const auto& [version, file] : submission.roots)
      if (version > roots_.newest().version) TRY(roots_.append(file));
    if (repository_ != nullptr) roles_ = repository_->held().roles;
    for (const auto& role : submission.roles) roles_.insert_or_assign(role.role, role);
    for (const auto& role : submission.roles) TRY(sign(role));
    describe_changes();
    TRY(check_wanted(report_, keys_));
    return std::move(report_);
  }

 private:
  Result<void> sign(const RoleFile& role) {
    const auto authority = authority_of(roots_.newest(), roles_, role.role);
    if (!authority)
      return fail(Code::not_found,
                  fmt::format("who must sign {} cannot be told from {} alone: give --repo too",
                              role.role, folder_.string()));
    const auto signatures = [&](const std::string& bytes) -> Result<Signatures> {
      const auto file = TRY(trust::parse<trust::Targets>(bytes));
      return signatures_of(file, *authority->signers, *authority->keys);
    };
    if (TRY(signatures(role.bytes())).complete()) return {};
    std::string bytes = role.bytes();
    SignedRole done = TRY(add_signatures(bytes, keys_, signatures));
    done.role = role.role;
    done.version = role.version();
    if (done.added > 0)
      TRY(base::write_whole(fs_, folder_ / trust::metadata_path(role.role, role.version()), bytes));
    if (role.role == trust::Targets::type) describe_delegations(role.targets());
    report_.about += fmt::format("  {} {}: {} files, good until {}\n", role.role, role.version(),
                                 role.targets().targets.size(), period_of(role.targets().expires));
    report_.roles.push_back(std::move(done));
    return {};
  }

  void describe_delegations(const trust::Targets& targets) {
    if (!targets.delegations) return;
    for (const auto& delegation : targets.delegations->roles)
      report_.about += signers_in_words(delegation.name, delegation.signers, keys_.settings());
  }

  void describe_changes() {
    if (repository_ == nullptr) return;
    Held after;
    after.roles = roles_;
    report_.about += to_string(changes_between(repository_->held().targets(), after.targets()));
  }

  base::Fs& fs_;
  Path folder_;
  const Keyring& keys_;
  const Repository* repository_;
  RootChain roots_;
  RoleFiles roles_;
  SignReport report_;
};

}  // namespace

bool SignReport::complete() const {
  return std::ranges::all_of(roles, &SignedRole::complete);
}

Result<SignReport> sign_submission(base::Fs& fs, const Path& folder, const Keyring& keys,
                                   const Repository* repository) {
  TRY(keys.require_root());
  return SubmissionSigner(fs, folder, keys, repository).sign();
}

Result<SignReport> sign_root(base::Fs& fs, const Path& path, const Keyring& keys) {
  TRY(keys.require_root());
  const trust::Root& before = keys.roots().newest();
  std::string bytes = TRY(fs.read(path, root_limit));
  const auto next = trust::parse<trust::Root>(bytes);
  if (!next) return fail(next.error(), path.string());
  const trust::Root& root = next->role;
  if (root.version != before.version + 1)
    return fail(Code::untrusted,
                fmt::format("{} is version {}, but {} knows version {}: copy the roots between to "
                            "it first",
                            path.string(), root.version, keys.folder().string(), before.version));
  SignReport report;
  for (const auto& [role, signers] : root.roles)
    report.about += signers_in_words(role, signers, keys.settings());
  report.about += fmt::format("  good until {}\n", period_of(root.expires));
  for (const auto* by : {&before, &root}) {
    SignedRole done = TRY(add_signatures(bytes, keys, [&](const auto& file) -> Result<Signatures> {
      return signatures_of(TRY(trust::parse<trust::Root>(file)), by->roles.at("root"), by->keys);
    }));
    done.role = by == &before ? "root (by its present keys)" : "root (by its next keys)";
    done.version = root.version;
    report.roles.push_back(std::move(done));
  }
  TRY(check_wanted(report, keys));
  TRY(base::write_whole(fs, path, bytes));
  return report;
}

std::string to_string(const SignReport& report, const KeySettings& settings) {
  std::string text = report.about;
  for (const auto& role : report.roles) {
    text += fmt::format("{}: {} of {} signatures", role.role, role.given, role.needed);
    if (!role.complete()) text += "; missing: " + names_of(role.missing, settings);
    text += "\n";
  }
  return text;
}

base::json::Object to_json(const SignReport& report) {
  base::json::Array roles;
  for (const auto& role : report.roles)
    roles.push_back({{"role", role.role},
                     {"version", role.version},
                     {"added", role.added},
                     {"given", role.given},
                     {"needed", role.needed},
                     {"missing", boost::json::value_from(role.missing)}});
  return {{"complete", report.complete()}, {"roles", std::move(roles)}};
}

}  // namespace rohnamo::publish
