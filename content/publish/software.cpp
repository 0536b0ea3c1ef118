#include "content/publish/software.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <sstream>

#include "content/publish/child.hpp"
#include "content/publish/signatures.hpp"
#include "content/publish/work_folder.hpp"

namespace rohnamo::publish {
namespace {

using base::Code;
using base::fail;
using base::Path;
using base::Result;
using trust::SoftwarePackage;

constexpr std::uint64_t output_limit = 65'536;  // bytes

std::string in_words(const SoftwarePackage& package) {
  return fmt::format("{} {} ({})", package.package, package.version, package.architecture);
}

// By Debian's own rule for versions.
Result<bool> is_lower(const std::string& version, const std::string& than) {
  auto dpkg = TRY(Child::run({"dpkg", "--compare-versions", version, "lt", than}));
  return dpkg.wait() == 0;
}

class Preparer {
 public:
  Preparer(const Repository& repository, const Keyring& keys) : keys_(keys) {
    const Held& held = repository.held();
    last_ = last_versions(held, keys.published());
    raise(last_, keys.prepared());
    const auto top = held.roles.find(trust::Targets::type);
    if (top != held.roles.end() && top->second.targets().delegations)
      published_ = &*top->second.targets().delegations;
    const auto role = held.roles.find(software_role);
    if (role != held.roles.end()) before_ = &role->second.targets();
  }

  Result<void> add(const SoftwarePackage& package, const Path& deb, Downgrade downgrade) {
    if (!targets_.targets.emplace(package.target(), trust::describe(package)).second ||
        !names_.emplace(package.package, package.architecture).second)
      return fail(Code::invalid_input, fmt::format("{} is there twice for the architecture {}",
                                                   package.package, package.architecture));
    if (downgrade == Downgrade::refused) TRY(check_rises(package));
    files_.push_back(
        {package.target(), model::BlobKind::text, {package.hash, package.length}, {}, deb});
    return {};
  }

  Result<Prepared> prepare(base::Time now, Signing signing) {
    const trust::Signers signers = signers_by_all();
    const auto held = keys_.held(signers);
    const auto needed = signing == Signing::alone ? signers.threshold : 1;
    if (static_cast<std::int64_t>(held.size()) < std::max<std::int64_t>(needed, 1))
      return fail(Code::untrusted,
                  fmt::format("software needs {} of these keys: {}; {} has {}. The first is made "
                              "with rohnamo-content software new",
                              signers.threshold, names_of(signers.keyids, keys_.settings()),
                              keys_.folder().string(), held.size()));
    const std::string role(software_role);
    targets_.version = TRY(next_version(last_, role));
    targets_.expires = now + keys_.settings().periods.of(role);
    Prepared prepared;
    prepared.submission.roles.push_back(
        TRY(parse_role_file(role, TRY(trust::sign(targets_, held)))));
    prepared.submission.files = std::move(files_);
    prepared.signed_roles.push_back(role);
    prepared.versions[role] = targets_.version;
    if (static_cast<std::int64_t>(held.size()) < signers.threshold)
      prepared.incomplete.push_back(role);
    return prepared;
  }

 private:
  Result<void> check_rises(const SoftwarePackage& package) const {
    if (before_ == nullptr) return {};
    for (const auto& [path, target] : before_->targets) {
      const auto old = trust::read_software(path, target);
      if (!old || old->package != package.package || old->architecture != package.architecture)
        continue;
      if (TRY(is_lower(package.version, old->version)))
        return fail(Code::invalid_input,
                    fmt::format("{} is lower than {}, which is published: kiosks would go back to "
                                "it; if that is meant, say --downgrade",
                                in_words(package), old->version));
    }
    return {};
  }

  [[nodiscard]] trust::Signers signers_by_all() const {
    for (const auto* delegations :
         {published_, keys_.delegations() ? &*keys_.delegations() : nullptr})
      if (delegations != nullptr)
        if (const auto* found = find_delegation(*delegations, software_role)) return found->signers;
    trust::Signers all;
    if (!keys_.delegations())
      for (const auto& held : keys_.keys()) all.keyids.push_back(held.key.id());
    return all;
  }

  const Keyring& keys_;
  Versions last_;
  const trust::Delegations* published_ = nullptr;
  const trust::Targets* before_ = nullptr;  // as published
  trust::Targets targets_;
  std::set<std::pair<std::string, std::string>> names_;
  std::vector<PublishedFile> files_;
};

}  // namespace

Result<SoftwarePackage> read_deb(base::Fs& fs, const Path& deb) {
  const auto bytes = TRY(fs.read(deb, trust::package_limit));
  const auto work = TRY(WorkFolder::make("rohnamo-deb"));
  const Path said = work.path() / "said", complaint = work.path() / "complaint";
  auto dpkg_deb = TRY(
      Child::run({"dpkg-deb", "--show", "--showformat=${Package}\\n${Version}\\n${Architecture}\\n",
                  std::filesystem::absolute(deb).string()},
                 {said, complaint}));
  if (dpkg_deb.wait() != 0)
    return fail(Code::invalid_input,
                fmt::format("{} is no Debian package: {}", deb.string(),
                            fs.read(complaint, output_limit).value_or("dpkg-deb cannot read it")));
  SoftwarePackage package;
  std::istringstream lines(TRY(fs.read(said, output_limit)));
  std::getline(lines, package.package);
  std::getline(lines, package.version);
  std::getline(lines, package.architecture);
  package.hash = base::sha256(bytes);
  package.length = bytes.size();
  if (const auto good = trust::check_names(package); !good) return fail(good.error(), deb.string());
  return package;
}

Result<Prepared> prepare_software(base::Fs& fs, const std::vector<Path>& debs,
                                  const Repository& repository, const Keyring& keys, base::Time now,
                                  Signing signing, Downgrade downgrade) {
  if (debs.empty()) return fail(Code::invalid_input, "name the packages that kiosks shall have");
  Preparer preparer(repository, keys);
  for (const Path& deb : debs) TRY(preparer.add(TRY(read_deb(fs, deb)), deb, downgrade));
  return preparer.prepare(now, signing);
}

}  // namespace rohnamo::publish
