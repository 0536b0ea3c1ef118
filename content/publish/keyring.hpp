// A folder of keys, which never goes to a web server: all of the mission's, one signer's, those of
// the machine that signs by night, or an office's.
//
//   <role>-<id>.pem     private keys: Ed25519, PKCS #8, mode 0600; known by their ids alone
//   offices/<name>/     the keys of an office that has no computer of its own
//   N.root.json         every root of trust that the folder has seen, signed
//   N.root.draft.json   the next root, while signatures are missing
//   delegations.json    in the folder where they are decided: whom targets.json will name, as a
//                       targets role that nobody has signed
//   keys.yaml           key_settings.hpp
//   versions.json       what was signed last, so that versions rise even where a repository is
//                       made anew
//   lock                one program at a time
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "content/publish/delegations.hpp"
#include "content/publish/key_file.hpp"
#include "content/publish/key_settings.hpp"
#include "content/publish/root_chain.hpp"
#include "content/publish/versions.hpp"

namespace rohnamo::publish {

class Keyring {
 public:
  // Holds the lock until it is destroyed: Code::busy where another program has it. A draft of the
  // root that has become complete is taken as the root.
  static base::Result<Keyring> open(base::Fs& fs, const base::Path& folder);

  [[nodiscard]] const base::Path& folder() const { return folder_; }
  [[nodiscard]] const KeySettings& settings() const { return settings_; }

  [[nodiscard]] const std::vector<HeldKey>& keys() const { return keys_; }
  // Those of the signers whose keys are here, in the signers' order.
  [[nodiscard]] std::vector<const trust::PrivateKey*> held(const trust::Signers& signers) const;

  // May be empty: an office's own folder needs none.
  [[nodiscard]] const RootChain& roots() const { return roots_; }
  // Code::not_found in words where there is none.
  [[nodiscard]] base::Result<void> require_root() const;
  // Writes down those roots of a longer chain that are not here yet.
  base::Result<void> adopt(const RootChain& chain);
  base::Result<void> add_root(std::string file);

  // The root that lacks signatures still, if there is one.
  [[nodiscard]] const std::optional<std::string>& root_draft() const { return root_draft_; }
  [[nodiscard]] base::Path root_draft_path() const;
  base::Result<void> remember_draft(std::string file);
  base::Result<void> forget_draft(const base::Path& draft);

  [[nodiscard]] const std::optional<trust::Delegations>& delegations() const {
    return delegations_;
  }
  base::Result<void> remember(trust::Delegations delegations);

  // What was published last, and what was signed for others to sign and publish. Versions only
  // rise.
  [[nodiscard]] const Versions& published() const { return published_; }
  [[nodiscard]] const Versions& prepared() const { return prepared_; }
  base::Result<void> remember_published(const Versions& versions);
  base::Result<void> remember_prepared(const Versions& versions);

 private:
  Keyring(base::Fs& fs, base::Path folder) : fs_(&fs), folder_(std::move(folder)) {}
  base::Result<void> read_keys(const base::Path& folder);
  base::Result<void> read_draft();
  base::Result<void> read_delegations();
  base::Result<void> read_versions();
  base::Result<void> write_versions();

  base::Fs* fs_;
  base::Path folder_;
  std::unique_ptr<base::Lock> lock_;
  KeySettings settings_;
  std::vector<HeldKey> keys_;
  RootChain roots_;
  std::optional<std::string> root_draft_;
  std::optional<trust::Delegations> delegations_;
  Versions published_, prepared_;
};

}  // namespace rohnamo::publish
