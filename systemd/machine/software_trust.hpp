// Which packages this machine shall have: what sync left behind, believed in nothing and verified
// anew by TUF's client workflow, from a root and a memory of this program's own.
//
//   <folder>/trusted/metadata/{root,timestamp,snapshot}.json   what was trusted last
//   <folder>/trusted/roots/N.root.json, origin                 as in sync/core/metadata_store.hpp
//   <folder>/time                                              the floor of trusted time
#pragma once

#include <string>

#include "content/base/fs.hpp"
#include "content/base/time.hpp"
#include "content/trust/software.hpp"
#include "systemd/machine/foreign_folder.hpp"

namespace rohnamo::machine {

class SoftwareTrust {
 public:
  // `built`: the earliest time that can be. `fs` must outlive this.
  SoftwareTrust(base::Fs& fs, base::Path folder, base::Time built);

  // base::trusted_now, by this program's own floor.
  [[nodiscard]] base::Time now(base::Time system) const;
  [[nodiscard]] bool believes(base::Time system) const { return now(system) == system; }

  // The set that `sync`'s state (its metadata/ and roots/) proves at this moment, for a machine of
  // `architecture`. `root` is the one that was installed. There is no grace for a timestamp that
  // expired, as there is for what a stick shows. Empty: nobody signs software, or none for this
  // machine. Errors as TrustedSet's and software_for()'s; Code::not_found, or Code::untrusted for a
  // hash, also where sync is in the middle of an update: the next time will do.
  base::Result<trust::SoftwareSet> verify(ForeignFolder& sync, const std::string& root,
                                          base::Time system, std::string_view architecture);

 private:
  [[nodiscard]] base::Time floor() const;
  base::Result<void> raise_floor(base::Time proved);
  base::Fs* fs_;
  base::Path folder_;
  base::Time built_;
};

}  // namespace rohnamo::machine
