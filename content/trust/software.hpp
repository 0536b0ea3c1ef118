// The role of a publication that carries the program's own Debian packages, and what it says of
// each: what the publisher writes, sync fetches and the upgrade of a machine installs.
//
//   "software/rohnamo-kiosk_0.2.0_amd64.deb": {"length": …, "hashes": {"sha256": …},
//     "custom": {"package": "rohnamo-kiosk", "version": "0.2.0", "architecture": "amd64"}}
//
// All of them for one architecture are a set: what a machine shall have, dependencies included.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "content/base/hash.hpp"
#include "content/trust/metadata.hpp"

namespace rohnamo::trust {

constexpr std::string_view software_role = "software";
constexpr std::string_view every_architecture = "all";  // as Debian says it

// Debian's name of what this program was built for; empty: it is not known.
std::string_view own_architecture();

constexpr std::uint64_t package_limit = 64 << 20;  // bytes of one .deb
constexpr std::size_t packages_limit = 64;         // of one set

struct SoftwarePackage {
  std::string package, version, architecture;  // as in the .deb's control file
  base::Hash hash;                             // of the .deb
  std::uint64_t length = 0;                    // of it, bytes

  [[nodiscard]] std::string target() const;  // the target's path
  bool operator==(const SoftwarePackage&) const = default;
};

// Names and versions as Debian Policy has them (5.6.1, 5.6.8, 5.6.12), which never begin with a
// `-`: they become words of commands. Code::invalid_input.
base::Result<void> check_names(const SoftwarePackage& package);

TargetFile describe(const SoftwarePackage& package);
// Code::invalid_input: it says something else than a package of this path.
base::Result<SoftwarePackage> read_software(std::string_view path, const TargetFile& target);

using SoftwareSet = std::vector<SoftwarePackage>;  // by name

// What a machine of this architecture shall have, by the verified role and the delegation to it.
// Code::invalid_input: two of one name, or a target that is no package; Code::too_large;
// Code::untrusted: a target outside of the role's paths.
base::Result<SoftwareSet> software_for(const Delegation& delegation, const Targets& role,
                                       std::string_view architecture);

// One name for the same set everywhere: the SHA-256 of all that it says.
std::string set_id(const SoftwareSet& set);

}  // namespace rohnamo::trust
