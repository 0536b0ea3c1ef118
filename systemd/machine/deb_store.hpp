// The .debs that root keeps for itself, each by its hash: <folder>/debs/<sha256>.deb
#pragma once

#include "content/base/fs.hpp"
#include "content/trust/software.hpp"
#include "systemd/machine/foreign_folder.hpp"

namespace rohnamo::machine {

class DebStore {
 public:
  // `fs` must outlive this.
  DebStore(base::Fs& fs, const base::Path& folder) : fs_(&fs), folder_(folder / "debs") {}

  [[nodiscard]] bool has(const trust::SoftwarePackage& package) const;  // by its length

  // Copied out of sync's state and hashed on the way; durable when it returns. Code::not_found:
  // sync does not have it yet; Code::untrusted: it has other bytes.
  base::Result<void> take(const trust::SoftwarePackage& package, ForeignFolder& sync);

  // Where it is, after a look at every byte of it. Code::corrupt.
  [[nodiscard]] base::Result<base::Path> checked(const trust::SoftwarePackage& package) const;

  // A .deb that `make` writes to the path that it is given; its length and hash become those of the
  // package.
  base::Result<trust::SoftwarePackage> add(
      trust::SoftwarePackage package,
      const std::function<base::Result<void>(const base::Path&)>& make);

  base::Result<void> keep_only(const trust::SoftwareSet& packages);

 private:
  [[nodiscard]] base::Path path(const base::Hash& hash) const;
  base::Fs* fs_;
  base::Path folder_;
};

}  // namespace rohnamo::machine
