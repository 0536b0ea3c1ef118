// The folder of keys at the mission, which never goes to a server.
//
//   root.pem targets.pem snapshot.pem timestamp.pem   Ed25519, PKCS #8, mode 0600
//   office-<name>.pem                                 one per office
//   N.root.json                                       every root of trust there ever was, signed
//   versions.json                                     what was signed last, so that versions rise
//                                                     even where a repository is made anew
//   lock                                              one publisher at a time
//
// The key of the root may be kept elsewhere: it is needed only to renew the root.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>

#include "content/base/fs.hpp"
#include "content/trust/envelope.hpp"

namespace rohnamo::publish {

using Versions = std::map<std::string, std::int64_t, std::less<>>;  // by role

constexpr std::chrono::days root_period{3 * 365};

// Makes a folder of keys, or an office's key in one. Code::busy where there is one already.
base::Result<void> new_keys(base::Fs& fs, const base::Path& folder, base::Time now);
base::Result<void> new_office_key(base::Fs& fs, const base::Path& folder, const std::string& name);

class Keyring {
 public:
  // Holds the lock until it is destroyed: Code::busy where another publisher has it.
  static base::Result<Keyring> open(base::Fs& fs, const base::Path& folder);

  [[nodiscard]] const trust::Root& root() const { return root_; }
  // By version, the files as they are.
  [[nodiscard]] const std::map<std::int64_t, std::string>& root_files() const {
    return root_files_;
  }
  [[nodiscard]] const trust::PrivateKey& targets() const { return *targets_; }
  [[nodiscard]] const trust::PrivateKey& snapshot() const { return *snapshot_; }
  [[nodiscard]] const trust::PrivateKey& timestamp() const { return *timestamp_; }
  [[nodiscard]] base::Result<const trust::PrivateKey*> office(const std::string& name) const;

  // Signs a new version of the root when less than a third of its time is left and its key is here.
  // Whether it did.
  base::Result<bool> renew_root(base::Time now);

  [[nodiscard]] const Versions& versions() const { return versions_; }
  base::Result<void> remember(Versions versions);

 private:
  Keyring(base::Fs& fs, base::Path folder) : fs_(&fs), folder_(std::move(folder)) {}
  base::Result<void> read_keys();
  base::Result<void> read_roots();
  base::Result<void> read_versions();
  base::Result<std::unique_ptr<trust::PrivateKey>> signer(std::string_view role) const;

  base::Fs* fs_;
  base::Path folder_;
  std::unique_ptr<base::Lock> lock_;
  std::unique_ptr<trust::PrivateKey> root_key_, targets_, snapshot_, timestamp_;
  std::map<std::string, trust::PrivateKey, std::less<>> offices_;
  std::map<std::int64_t, std::string> root_files_;
  trust::Root root_;
  Versions versions_;
};

}  // namespace rohnamo::publish
