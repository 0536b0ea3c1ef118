// Whether a submission may enter a repository: verified as screens will verify it. Decides, and
// writes nothing.
#pragma once

#include <string>
#include <vector>

#include "content/publish/repository.hpp"
#include "content/publish/submission.hpp"

namespace rohnamo::publish {

// What there will be, once it is written.
struct Passed {
  RootChain roots;
  RoleFiles roles;
  std::vector<const RoleFile*> fresh;  // the submission's, in its order; it outlives this
  std::vector<std::string> notes;
};

// Roots that follow each other, thresholds, rising versions, expiry, what each role may name, and
// that every file it names is there. Code::untrusted names what was refused.
base::Result<Passed> pass_gate(base::Fs& fs, const Repository& repository,
                               const Submission& submission, const Keyring& keys, base::Time now);

}  // namespace rohnamo::publish
