// The program's own packages on their way to this machine (content/trust/software.hpp). Sync
// fetches them and installs nothing: who does that (systemd/machine) verifies all of it anew.
//
//   <state>/metadata/software.json         who says so, beside the other roles
//   <state>/software/blobs/<ab>/<sha256>   the .debs of the set, a cache::Store without editions
//   <state>/software/partial/<sha256>      on their way
#pragma once

#include <string>

#include "content/base/fs.hpp"
#include "sync/core/metadata_client.hpp"
#include "sync/core/transport.hpp"
#include "sync/core/worker.hpp"

namespace rohnamo::core {

base::Path software_folder(const base::Path& state);

struct SoftwareOptions {
  base::Path state;
  std::string architecture;   // Debian's name of this machine's
  std::uint64_t reserve = 0;  // bytes to leave free on the disk
};

// Fetches what is missing of the set for this machine, as pictures are fetched: it may wait, and is
// gone on with after a break. Packages that are no longer of the set go. `client` has refreshed.
// Returns the bytes that came: 0 too where nobody signs software. Errors as MetadataClient's and
// Transport's, those of software_for(), no_space.
Task<base::Result<std::uint64_t>> fetch_software(base::Fs& fs, MetadataClient& client,
                                                 Transport& transport, Worker& worker,
                                                 SoftwareOptions options);

}  // namespace rohnamo::core
