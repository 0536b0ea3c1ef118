// Whole updates of every sort, each ready to begin, and what may be on the disk after one of them
// was stopped at any moment. For the tests that take power and disk away.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "tests/sync/core/machine.hpp"

namespace rohnamo::tests {

struct Scenario {
  std::string name;
  std::shared_ptr<fakes::RepositoryWorld> server;  // what the update finds
  // An earlier publication, well signed, which nobody may take after a later one. Null: what it was
  // signed with is no longer trusted, or there is none.
  std::shared_ptr<fakes::RepositoryWorld> earlier;
  fakes::MemoryFs disk;  // before the update
  core::UpdateOptions options;

  // What the update makes of it, undisturbed.
  std::uint64_t operations = 0;
  model::EditionId before;  // empty: there was none
  model::Manifest after;
  std::set<model::EditionId> sound;  // what `current` may name on the way; its text too

  [[nodiscard]] Machine machine() const;
};

// Made once; all by the tests' own thread.
const std::vector<Scenario>& disk_scenarios();

// Requires that `current` names an edition that it may name, and that this is whole: manifest and
// head say the same, every blob has its hash, every catalog opens.
void require_sound(Machine& machine, const Scenario& scenario);
// The same, and that it is the one after the update.
void require_new(Machine& machine, const Scenario& scenario);
// Requires that the earlier publication is refused and changes nothing.
void require_no_way_back(Machine& machine, const Scenario& scenario);

}  // namespace rohnamo::tests
