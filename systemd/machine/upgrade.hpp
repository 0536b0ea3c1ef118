// Brings the machine's packages to what is published, and back where that does not work.
//
//   verify -> keep what is there -> applying -> probation -> done
//                                       \           \-> rolling back -> rolled back
//
// Every step is in the journal before it is done, so that whoever comes after a power cut goes on
// with it: the whole set is installed again, which dpkg may be asked for any number of times, or
// the whole of what was there before.
#pragma once

#include <functional>
#include <string>

#include "content/base/fs.hpp"
#include "content/base/time.hpp"
#include "systemd/machine/deb_store.hpp"
#include "systemd/machine/packages.hpp"
#include "systemd/machine/services.hpp"
#include "systemd/machine/software_trust.hpp"
#include "systemd/machine/upgrade_journal.hpp"

namespace rohnamo::machine {

struct UpgradeOptions {
  base::Path folder = "/var/lib/rohnamo/machine";
  std::string root;  // the root.json that was installed
  std::string architecture;
  base::Time built;                       // no honest clock is earlier
  std::function<bool(base::Time)> quiet;  // whether nobody is disturbed at this time
  std::chrono::seconds patience{600};     // for the screen to come up
  std::chrono::seconds steady{60};        // so long it must then stay well
  std::int64_t starts = 3;                // of the machine, on probation; then it goes back
  std::uint64_t reserve = 64 << 20;       // bytes to leave free on the disk
  // Puts the program that runs now where Moment::rescue finds it; before packages replace it.
  std::function<base::Result<void>()> keep_program = [] { return base::Result<void>(); };
};

// Who asks.
enum class Moment {
  timer,  // every quarter of an hour: begins in the quiet hours alone, and only by a clock that can
          // be believed
  boot,   // before the screen starts: goes on after a power cut; begins where no clock can be
          // believed, since then nobody is reading yet
  person,  // begins at once
  rescue   // the program that the packages brought ended with a fault: goes back, and nothing else
};

class Upgrade {
 public:
  // All must outlive this.
  Upgrade(base::Fs& fs, ForeignFolder& sync, Packages& packages, Services& services,
          UpgradeOptions options);

  // What there is to do at this moment, to its end; `system` is the machine's clock. Gives what
  // came of it. A set that does not prove itself is no error: it is rolled back, and the journal
  // says why. Errors: Code::busy where another one, or apt, is at work; SoftwareTrust::verify()'s;
  // Code::unsupported: the packages cannot be installed here; no_space; io. What was begun is gone
  // on with by the next.
  base::Result<UpgradeJournal> run(Moment moment, base::Time system);

  [[nodiscard]] base::Result<UpgradeJournal> journal() const;

 private:
  base::Result<void> go_on();
  base::Result<void> count_start();
  base::Result<void> consider();
  base::Result<void> begin(const trust::SoftwareSet& set, std::vector<PackageChange> changes);
  base::Result<std::vector<PackageChange>> changes_to(const trust::SoftwareSet& set);
  base::Result<void> take_all(const trust::SoftwareSet& set,
                              const std::vector<PackageChange>& changes);
  base::Result<void> keep_before(std::vector<PackageChange>& changes);
  base::Result<void> apply();
  base::Result<void> watch();
  base::Result<void> go_back(std::string because);
  base::Result<void> roll_back();
  base::Result<void> settle(const trust::SoftwareSet& set);
  base::Result<void> enter(UpgradeJournal::State state);
  base::Result<void> write() const;
  [[nodiscard]] base::Result<Debs> debs_to() const;
  [[nodiscard]] base::Path journal_path() const { return options_.folder / "upgrade.json"; }

  base::Fs* fs_;
  ForeignFolder* sync_;
  Packages* packages_;
  Services* services_;
  UpgradeOptions options_;
  SoftwareTrust trust_;
  DebStore debs_;
  UpgradeJournal journal_;
  Moment moment_ = Moment::timer;
  base::Time system_;
};

}  // namespace rohnamo::machine
