// One file of targets metadata: targets, mission, a bin or an office; and who must sign it.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "content/base/fs.hpp"
#include "content/publish/delegations.hpp"
#include "content/trust/bins.hpp"
#include "content/trust/envelope.hpp"
#include "content/trust/paths.hpp"

namespace rohnamo::publish {

constexpr std::uint64_t metadata_limit = 5'000'000;  // bytes: what clients read

// Its copies share what is in it.
class RoleFile {
 public:
  RoleFile(std::string role, std::string bytes, trust::Signed<trust::Targets> file)
      : role(std::move(role)),
        contents_(std::make_shared<const Contents>(std::move(bytes), std::move(file))) {}

  [[nodiscard]] const std::string& bytes() const { return contents_->bytes; }  // as it is
  [[nodiscard]] const trust::Envelope& envelope() const { return contents_->file; }
  [[nodiscard]] const trust::Targets& targets() const { return contents_->file.role; }
  [[nodiscard]] std::int64_t version() const { return targets().version; }
  [[nodiscard]] bool is(const RoleFile& other) const { return contents_ == other.contents_; }
  // trust::verify_threshold(); that it is met is found out once for the same signers and keys.
  [[nodiscard]] base::Result<void> verify(const trust::Signers& signers,
                                          const trust::Keys& keys) const;
  // The same, found out in a third of the time where enough of the private keys are `own`: Ed25519
  // signs one message in one way alone (RFC 8032, 5.1.6), so that a signature which the key makes
  // again holds.
  [[nodiscard]] base::Result<void> verify(const trust::Signers& signers, const trust::Keys& keys,
                                          const std::vector<const trust::PrivateKey*>& own) const;

  std::string role;

 private:
  struct Contents {
    Contents(std::string bytes, trust::Signed<trust::Targets> file)
        : bytes(std::move(bytes)), file(std::move(file)) {}
    std::string bytes;
    trust::Signed<trust::Targets> file;
    mutable std::mutex mutex;
    mutable std::string met_by;  // signers and keys, in words
  };
  std::shared_ptr<const Contents> contents_;
};

using RoleFiles = std::map<std::string, RoleFile, std::less<>>;

// Only parsed: nothing is verified. Code::invalid_input.
base::Result<RoleFile> parse_role_file(std::string role, std::string bytes);

// "metadata/3.offices%2Fkhujand.json" -> the role and the version.
struct MetadataName {
  std::string role;
  std::int64_t version = 0;
};
// Of a file's name without its folder; nothing for names of other kinds.
std::optional<MetadataName> parse_metadata_name(std::string_view file);

// Who must sign a role, and of which targets it may speak.
struct Authority {
  const trust::Signers* signers = nullptr;
  const trust::Keys* keys = nullptr;
  const trust::Delegation* delegation = nullptr;  // null: targets, which has none of its own
  const trust::SuccinctRoles* bins = nullptr;     // of a bin
};

// By the root and the roles at hand, which outlive the answer. Code::not_found: nobody names it.
base::Result<Authority> authority_of(const trust::Root& root, const RoleFiles& roles,
                                     std::string_view role);

// Its threshold is met. Code::untrusted, or Code::not_found as above.
base::Result<void> verify(const trust::Root& root, const RoleFiles& roles, const RoleFile& file);

// The mission's bins, if there are any.
const trust::SuccinctRoles* bins_of(const RoleFiles& roles);

}  // namespace rohnamo::publish
