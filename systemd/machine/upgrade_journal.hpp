// How far an upgrade of the machine's packages has come: what a power cut must not take away.
// <folder>/upgrade.json, written whole; anybody may read it.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "content/trust/software.hpp"

namespace rohnamo::machine {

struct PackageChange {
  trust::SoftwarePackage to;
  std::optional<trust::SoftwarePackage> from;  // none: it was not installed
};

struct UpgradeJournal {
  enum class State {
    idle,          // nothing was ever installed by this
    applying,      // the set is being installed
    probation,     // it is installed, and the screen has not proved itself yet
    done,          // it has
    rolling_back,  // what was there before is being installed
    rolled_back,   // and is; the set is not tried again
  };
  State state = State::idle;
  base::Time since;                    // by trusted time
  std::string set;                     // its id
  std::vector<PackageChange> changes;  // of the last upgrade
  bool edition = false;                // the screen showed one before
  std::int64_t starts = 0;             // of the machine while on probation
  std::string because;                 // why it was rolled back, in words
  std::string refused;                 // the id of a set that is not tried again
  trust::SoftwareSet kept;             // .debs of packages that are, or were, installed
};

constexpr std::int64_t upgrade_journal_format = 1;
base::Result<UpgradeJournal> parse_upgrade_journal(std::string_view bytes);
std::string serialize(const UpgradeJournal& journal);
std::string_view to_string(UpgradeJournal::State state);

// For people: what happened last, or is happening.
std::string describe(const UpgradeJournal& journal);

}  // namespace rohnamo::machine
