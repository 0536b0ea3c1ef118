// What a rohnamo.yaml makes of a machine: first thought through as a whole, then written so that a
// power cut at any moment leaves a machine that is set up, or one that goes on with it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "content/base/fs.hpp"
#include "systemd/machine/planned_file.hpp"
#include "systemd/machine/provision_file.hpp"
#include "systemd/machine/provision_record.hpp"

namespace rohnamo::machine {

constexpr std::uint64_t root_of_trust_limit = 512'000;  // bytes, as rohnamo-sync takes them

struct ProvisionPlan {
  std::vector<PlannedFile> files;
  // What systemctl is told once all is there: the words behind its name.
  std::vector<std::vector<std::string>> systemctl;
};

// For the machine whose files are below `machine`. `root_of_trust`: the file that `said` names, if
// it is there. Code::invalid_input with every fault, a line each: then nothing must be written. It
// takes some 50 ms where there is a PIN.
base::Result<ProvisionPlan> plan_provisioning(base::Fs& fs, const base::Path& machine,
                                              const ProvisionFile& said, const base::Path& file,
                                              const std::optional<std::string>& root_of_trust);

// Writes all of it and keeps `record`. Done again after it failed, it comes to the same. Changes
// the process's umask while it writes what is secret: one thread at a time.
base::Result<void> provision(base::Fs& fs, const base::Path& machine, const ProvisionPlan& plan,
                             const ProvisionRecord& record);

// Takes rohnamo.yaml, with its passwords, from a medium that stays in the machine and that anybody
// can read there, and leaves a note.
base::Result<void> strike_out(base::Fs& fs, const base::Path& folder,
                              const ProvisionRecord& record);

}  // namespace rohnamo::machine
