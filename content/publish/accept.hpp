// The one door to a repository: a submission is verified as screens will verify it, then written,
// then snapshot and timestamp are signed.
#pragma once

#include "content/publish/report.hpp"
#include "content/publish/repository.hpp"
#include "content/publish/submission.hpp"

namespace rohnamo::publish {

enum class Renew { only_if_new, always };  // snapshot and timestamp

// Takes what is newer than what the repository has. All is checked before anything is written:
// roots that follow each other, thresholds, rising versions, expiry, what each role may name, and
// that every file it names is there. The timestamp is written last: until then the repository is
// what it was. Files of the last three versions of every role stay, for screens in the middle of
// an update.
//
// The keys must be those of snapshot and timestamp; no others are needed. Where there is nothing
// new the report's version is 0. Code::untrusted names what was refused; the repository is then as
// it was.
base::Result<PublishReport> accept(base::Fs& fs, Repository& repository,
                                   const Submission& submission, Keyring& keys, base::Time now,
                                   Renew renew = Renew::only_if_new);

// What accept() would do, with all of its checks; nothing is written.
base::Result<PublishReport> rehearse(base::Fs& fs, Repository& repository,
                                     const Submission& submission, Keyring& keys, base::Time now);

}  // namespace rohnamo::publish
