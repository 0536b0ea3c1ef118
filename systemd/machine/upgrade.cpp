#include "systemd/machine/upgrade.hpp"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <algorithm>

namespace rohnamo::machine {

using base::Code;
using base::fail;
using base::Result;
using State = UpgradeJournal::State;
using trust::SoftwarePackage;
using trust::SoftwareSet;

namespace {

constexpr std::uint64_t journal_limit = 1 << 20;  // bytes
constexpr std::chrono::seconds look_every{5};
// Unpacked, a package takes several times its .deb, and the old one stays until the new is there.
constexpr std::uint64_t room_for_one = 8;

Names names_of(const SoftwareSet& set) {
  Names names;
  for (const SoftwarePackage& package : set) names.push_back(package.package);
  return names;
}

// The program's own version, as it tells it: "0.2.0" of "1:0.2.0-1".
std::string upstream(const std::string& version) {
  const std::size_t colon = version.find(':');
  std::string rest = colon == std::string::npos ? version : version.substr(colon + 1);
  return rest.substr(0, rest.rfind('-'));
}

std::string kiosk_version(const std::vector<PackageChange>& changes) {
  for (const PackageChange& change : changes)
    if (change.to.package == "rohnamo-kiosk") return upstream(change.to.version);
  return {};
}

}  // namespace

Upgrade::Upgrade(base::Fs& fs, ForeignFolder& sync, Packages& packages, Services& services,
                 UpgradeOptions options)
    : fs_(&fs),
      sync_(&sync),
      packages_(&packages),
      services_(&services),
      options_(std::move(options)),
      trust_(fs, options_.folder, options_.built),
      debs_(fs, options_.folder) {}

Result<UpgradeJournal> Upgrade::journal() const {
  const auto bytes = fs_->read(journal_path(), journal_limit);
  if (!bytes && bytes.error().code == Code::not_found) return UpgradeJournal();
  if (!bytes) return fail(bytes.error());
  auto journal = parse_upgrade_journal(*bytes);
  if (!journal) return fail(journal.error(), journal_path().string());
  return journal;
}

Result<void> Upgrade::write() const {
  return base::write_whole(*fs_, journal_path(), serialize(journal_));
}

Result<void> Upgrade::enter(State state) {
  journal_.state = state;
  journal_.since = trust_.now(system_);
  TRY(write());
  spdlog::info("upgrade: {}", to_string(state));
  return {};
}

Result<UpgradeJournal> Upgrade::run(Moment moment, base::Time system) {
  moment_ = moment;
  system_ = system;
  TRY(fs_->make_directories(options_.folder));
  static_cast<void>(fs_->sync_directory(options_.folder.parent_path()));  // its name lasts
  const auto alone = TRY(fs_->lock_exclusive(options_.folder / "lock"));
  journal_ = TRY(journal());
  const bool under_way = journal_.state == State::applying || journal_.state == State::probation ||
                         journal_.state == State::rolling_back;
  if (!under_way) {
    const bool believed = trust_.believes(system);
    const bool due = moment == Moment::person ||
                     (moment == Moment::timer && believed && options_.quiet(system)) ||
                     (moment == Moment::boot && !believed);
    if (!due) return journal_;
  }
  const auto packages = TRY(packages_->lock());
  TRY(under_way ? go_on() : consider());
  return journal_;
}

Result<void> Upgrade::go_on() {
  if (journal_.state == State::applying && moment_ != Moment::rescue) return apply();
  if (journal_.state == State::rolling_back) return roll_back();
  if (moment_ == Moment::rescue) return go_back("rohnamo-machine itself does not work");
  return moment_ == Moment::boot ? count_start() : watch();
}

// A set with which the machine does not run long enough to prove itself.
Result<void> Upgrade::count_start() {
  ++journal_.starts;
  if (journal_.starts <= options_.starts) return write();
  return go_back(
      fmt::format("the machine was started {} times before the screen had shown for a "
                  "while that it works",
                  journal_.starts));
}

Result<void> Upgrade::consider() {
  const SoftwareSet set = TRY(trust_.verify(*sync_, options_.root, system_, options_.architecture));
  if (set.empty() || trust::set_id(set) == journal_.refused) return {};
  auto changes = TRY(changes_to(set));
  const bool known = journal_.set == trust::set_id(set) && journal_.state == State::done;
  if (changes.empty() && known) return {};
  TRY(take_all(set, changes));
  if (!changes.empty()) return begin(set, std::move(changes));
  journal_.set = trust::set_id(set);
  journal_.changes.clear();
  journal_.because.clear();
  return settle(set);
}

Result<std::vector<PackageChange>> Upgrade::changes_to(const SoftwareSet& set) {
  const auto installed = TRY(packages_->installed(names_of(set)));
  std::vector<PackageChange> changes;
  for (const SoftwarePackage& package : set) {
    const auto there = installed.find(package.package);
    if (there == installed.end()) {
      changes.push_back({package, {}});
    } else if (there->second.version != package.version || !there->second.whole) {
      const SoftwarePackage before{
          package.package, there->second.version, there->second.architecture, {}, 0};
      changes.push_back({package, before});
    }
  }
  return changes;
}

// Also those that are installed already: the next upgrade has them to go back to.
Result<void> Upgrade::take_all(const SoftwareSet& set, const std::vector<PackageChange>& changes) {
  std::uint64_t needed = options_.reserve;
  for (const SoftwarePackage& package : set)
    if (!debs_.has(package)) needed += package.length;
  for (const PackageChange& change : changes) needed += room_for_one * change.to.length;
  const std::uint64_t free = TRY(fs_->free_space(options_.folder));
  if (free < needed)
    return fail(Code::no_space,
                fmt::format("an upgrade needs {} bytes free, {} are", needed, free));
  for (const SoftwarePackage& package : set)
    if (!debs_.checked(package)) TRY(debs_.take(package, *sync_));
  return {};
}

Result<void> Upgrade::keep_before(std::vector<PackageChange>& changes) {
  for (PackageChange& change : changes) {
    if (!change.from) continue;
    const auto kept = std::ranges::find_if(journal_.kept, [&](const SoftwarePackage& one) {
      return one.package == change.from->package && one.version == change.from->version &&
             one.architecture == change.from->architecture && debs_.checked(one).has_value();
    });
    if (kept != journal_.kept.end())
      change.from = *kept;
    else
      change.from = TRY(debs_.add(*change.from, [&](const base::Path& deb) {
        return packages_->repack(change.from->package, deb);
      }));
  }
  return {};
}

Result<Debs> Upgrade::debs_to() const {
  Debs debs;
  for (const PackageChange& change : journal_.changes)
    debs.push_back(TRY(debs_.checked(change.to)));
  return debs;
}

Result<void> Upgrade::begin(const SoftwareSet& set, std::vector<PackageChange> changes) {
  Debs debs;
  for (const PackageChange& change : changes) debs.push_back(TRY(debs_.checked(change.to)));
  TRY(packages_->check(debs));
  TRY(options_.keep_program());
  TRY(keep_before(changes));
  journal_.set = trust::set_id(set);
  journal_.changes = std::move(changes);
  journal_.edition = services_->shows_edition();
  journal_.starts = 0;
  journal_.because.clear();
  journal_.kept = set;  // and what each change is from
  TRY(enter(State::applying));
  return apply();
}

Result<void> Upgrade::apply() {
  const auto debs = debs_to();
  if (!debs) return go_back(debs.error().message);
  static_cast<void>(packages_->finish());  // what it could not finish is installed anew
  auto installed = packages_->install(*debs);
  if (!installed) {
    spdlog::warn("{}; once more", installed.error().message);
    static_cast<void>(packages_->finish());
    installed = packages_->install(*debs);
  }
  if (!installed) return go_back(installed.error().message);
  journal_.starts = 0;
  TRY(enter(State::probation));
  if (moment_ == Moment::boot) return {};  // both programs start next
  TRY(services_->restart());
  return watch();
}

Result<void> Upgrade::watch() {
  std::chrono::seconds waited{0}, well{0};
  std::optional<std::string> complaint;
  const std::string version = kiosk_version(journal_.changes);
  for (; waited <= options_.patience; waited += look_every) {
    complaint = services_->complaint(version, journal_.edition);
    well = complaint ? std::chrono::seconds(0) : well + look_every;
    if (well > options_.steady) return settle(journal_.kept);
    services_->wait(look_every);
  }
  return go_back(complaint.value_or("the screen did not stay well for long enough"));
}

Result<void> Upgrade::settle(const SoftwareSet& set) {
  journal_.kept = set;
  journal_.refused.clear();
  TRY(enter(State::done));
  return debs_.keep_only(set);
}

Result<void> Upgrade::go_back(std::string because) {
  spdlog::error("upgrade: {}; the packages that were there before are installed again", because);
  journal_.because = std::move(because);
  TRY(enter(State::rolling_back));
  return roll_back();
}

Result<void> Upgrade::roll_back() {
  Debs before;
  Names added;
  SoftwareSet kept;
  for (const PackageChange& change : journal_.changes) {
    if (change.from) {
      before.push_back(TRY(debs_.checked(*change.from)));
      kept.push_back(*change.from);
    } else {
      added.push_back(change.to.package);
    }
  }
  static_cast<void>(packages_->finish());
  if (!before.empty()) TRY(packages_->install(before));
  if (!added.empty()) TRY(packages_->remove(added));
  // Of what did not change, both sets have the same.
  for (const SoftwarePackage& package : journal_.kept)
    if (std::ranges::none_of(journal_.changes, [&](const PackageChange& change) {
          return change.to.package == package.package;
        }))
      kept.push_back(package);
  journal_.kept = kept;
  journal_.refused = journal_.set;
  TRY(enter(State::rolled_back));
  TRY(debs_.keep_only(kept));
  return moment_ == Moment::boot ? Result<void>() : services_->restart();
}

}  // namespace rohnamo::machine
