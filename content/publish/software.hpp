// The program's own Debian packages, signed under a role of their own (content/trust/software.hpp).
#pragma once

#include <vector>

#include "content/publish/prepare.hpp"
#include "content/trust/software.hpp"

namespace rohnamo::publish {

// What a .deb says of itself, by dpkg-deb. Code::invalid_input: it is no Debian package, or one of
// a name that no kiosk takes; Code::too_large; Code::not_found: the file, or dpkg-deb.
base::Result<trust::SoftwarePackage> read_deb(base::Fs& fs, const base::Path& deb);

enum class Downgrade { refused, taken };

// A submission of these packages, in place of those that the repository has: signed as targets.json
// says there, or as the folder of keys has decided, or, where neither is here, with all its keys.
// Several architectures may stand beside one another. Code::invalid_input: no package, one twice
// for one architecture, or a version that is lower than the published one. Code::untrusted: the key
// of software is not here, or with Signing::alone too few are.
base::Result<Prepared> prepare_software(base::Fs& fs, const std::vector<base::Path>& debs,
                                        const Repository& repository, const Keyring& keys,
                                        base::Time now, Signing signing, Downgrade downgrade);

}  // namespace rohnamo::publish
