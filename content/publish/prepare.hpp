// A publication signed with the keys at hand: a submission, not yet in any repository.
#pragma once

#include <string>
#include <vector>

#include "content/publish/plan.hpp"
#include "content/publish/repository.hpp"
#include "content/publish/submission.hpp"

namespace rohnamo::publish {

struct Prepared {
  Submission submission;
  std::vector<std::string> signed_roles;  // anew, in the order of writing
  std::vector<std::string> incomplete;    // roles that others must sign too
  std::vector<std::string> notes;
  Versions versions;  // of the roles signed anew
};

// `alone`: every role that changed must get all its signatures here, else Code::untrusted; not
// `alone`: one signature is enough, and others follow on other machines. What has not changed and
// will last for half its period keeps its version.
enum class Signing { alone, with_others };
base::Result<Prepared> prepare(const Publication& publication, const Repository& repository,
                               const Keyring& keys, base::Time now, Signing signing);

// An office's submission. `after`: the version will be higher than this one too.
base::Result<Prepared> prepare_office(const PublishedRole& role, const Keyring& keys,
                                      base::Time now, std::int64_t after);

}  // namespace rohnamo::publish
