// The machine's packages by dpkg, as apt would call it; what would fit is asked of apt.
#pragma once

#include "systemd/machine/packages.hpp"
#include "systemd/machine/process.hpp"

namespace rohnamo::machine {

class Dpkg final : public Packages {
 public:
  // Of the system below `root`. `more`: options for every call of dpkg, as tests that are not root
  // need them. `architecture`: packages of others are not looked at.
  Dpkg(base::Path root, std::string architecture, Words more = {});

  base::Result<std::unique_ptr<base::Lock>> lock() override;
  base::Result<InstalledPackages> installed(const Names& names) override;
  base::Result<void> check(const Debs& debs) override;
  base::Result<void> install(const Debs& debs) override;
  base::Result<void> finish() override;
  base::Result<void> remove(const Names& names) override;
  base::Result<void> repack(const std::string& name, const base::Path& deb) override;

 private:
  base::Result<void> call(const Words& words);
  [[nodiscard]] base::Path database() const { return root_ / "var/lib/dpkg"; }
  base::Path root_;
  std::string architecture_;
  Words more_;
};

}  // namespace rohnamo::machine
