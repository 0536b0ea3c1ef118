// A channel compiled, signed and written into a repository, in one go.
#pragma once

#include "content/publish/accept.hpp"
#include "content/publish/publication.hpp"

namespace rohnamo::publish {

// Writes what is new, and renews snapshot and timestamp in any case. What has not changed and will
// not expire soon keeps its version. A root that nears its end is renewed where the keys of the
// root are here.
//
// Errors: prepare()'s and accept()'s; Code::untrusted where the repository was signed by other
// keys, Code::corrupt where it is damaged.
base::Result<PublishReport> publish(base::Fs& fs, const Publication& publication, Keyring& keys,
                                    const base::Path& repository, base::Time now);
// Into one that was opened for writing.
base::Result<PublishReport> publish(base::Fs& fs, const Publication& publication, Keyring& keys,
                                    Repository& repository, base::Time now);

// What publish() would do, with all of its checks; nothing is written.
base::Result<PublishReport> rehearse(base::Fs& fs, const Publication& publication, Keyring& keys,
                                     const base::Path& repository, base::Time now);
base::Result<PublishReport> rehearse(base::Fs& fs, const Publication& publication, Keyring& keys,
                                     Repository& repository, base::Time now);

}  // namespace rohnamo::publish
