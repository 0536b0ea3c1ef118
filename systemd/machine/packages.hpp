// The packages that are installed on a machine, as a port: dpkg, in tests a world that breaks.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "content/base/fs.hpp"

namespace rohnamo::machine {

struct InstalledPackage {
  std::string version, architecture;
  bool whole = true;  // unpacked and configured
  bool operator==(const InstalledPackage&) const = default;
};

using InstalledPackages = std::map<std::string, InstalledPackage, std::less<>>;  // by name
using Names = std::vector<std::string>;
using Debs = std::vector<base::Path>;

class Packages {
 public:
  virtual ~Packages() = default;

  // Nobody else installs anything while this is held. Code::busy.
  virtual base::Result<std::unique_ptr<base::Lock>> lock() = 0;

  // Those of `names` that are there, in whatever state.
  virtual base::Result<InstalledPackages> installed(const Names& names) = 0;

  // Whether all of `debs` could be installed together with what is there, nothing fetched and
  // nothing removed. Code::unsupported says what lacks.
  virtual base::Result<void> check(const Debs& debs) = 0;

  // What follows may end half-way at any moment, with or without an error; done once more, it goes
  // on. Code::io says what went wrong.

  // All of them, unpacked and configured; a lower version too. Configuration files that somebody
  // changed stay.
  virtual base::Result<void> install(const Debs& debs) = 0;
  virtual base::Result<void> finish() = 0;  // configures what an interruption left unpacked
  virtual base::Result<void> remove(const Names& names) = 0;  // well where one is not there

  // A .deb of an installed package as it is on the disk.
  virtual base::Result<void> repack(const std::string& name, const base::Path& deb) = 0;
};

}  // namespace rohnamo::machine
