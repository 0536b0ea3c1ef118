#include "systemd/machine/software_trust.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "sync/core/metadata_store.hpp"
#include "sync/core/trusted_set.hpp"

namespace rohnamo::machine {

using base::Code;
using base::fail;
using base::Result;
using core::MetadataStore;
using core::TrustedSet;

namespace {

constexpr std::size_t time_limit = 64;  // bytes

base::Path role_file(std::string_view role) {
  return fmt::format("metadata/{}.json", role);
}

// As core::MetadataClient, over files instead of a server.
class Workflow {
 public:
  Workflow(ForeignFolder& sync, MetadataStore& store, TrustedSet set)
      : sync_(&sync), store_(&store), set_(std::move(set)) {}

  // TUF 5.3
  Result<void> follow_roots() {
    for (int i = 0; i < core::root_rotations_limit; ++i) {
      const auto bytes = next_root();
      if (!bytes && bytes.error().code == Code::not_found) break;
      if (!bytes) return fail(bytes.error());
      if (TRY(set_.update_root(*bytes))) {  // 5.3.11, before that root is stored
        TRY(store_->remove(trust::Snapshot::type));
        TRY(store_->remove(trust::Timestamp::type));
      }
      TRY(store_->replace_root(set_.root().version - 1, *bytes));
    }
    return set_.finish_root();
  }

  // 5.4
  Result<void> take_timestamp() {
    if (const auto stored = store_->read(trust::Timestamp::type, core::timestamp_limit))
      static_cast<void>(set_.restore_timestamp(*stored));  // one that does not hold is as none
    const auto bytes = TRY(sync_->read(role_file(trust::Timestamp::type), core::timestamp_limit));
    if (TRY(set_.update_timestamp(bytes)) == TrustedSet::Change::same) return {};
    return store_->write(trust::Timestamp::type, bytes);
  }

  // 5.5
  Result<void> take_snapshot() {
    if (const auto stored = store_->read(trust::Snapshot::type, core::snapshot_limit))
      static_cast<void>(set_.restore_snapshot(*stored));
    if (set_.snapshot_current()) return {};
    const auto bytes = TRY(sync_->read(role_file(trust::Snapshot::type), core::snapshot_limit));
    TRY(set_.update_snapshot(bytes));
    return store_->write(trust::Snapshot::type, bytes);
  }

  // 5.6
  Result<const trust::Targets*> take_targets(std::string_view role, std::string_view delegator) {
    const auto bytes = TRY(sync_->read(role_file(role), core::targets_limit));
    TRY(set_.update_targets(bytes, role, delegator));
    return set_.targets(role);
  }

  [[nodiscard]] const TrustedSet& set() const { return set_; }

 private:
  // Sync keeps those before the newest under their versions.
  Result<std::string> next_root() {
    const std::int64_t next = set_.root().version + 1;
    auto older = sync_->read(fmt::format("roots/{}.root.json", next), core::root_limit);
    if (older || older.error().code != Code::not_found) return older;
    auto newest = TRY(sync_->read(role_file(trust::Root::type), core::root_limit));
    if (TRY(trust::parse<trust::Root>(newest)).role.version == next) return newest;
    return fail(Code::not_found, "there is no newer root");
  }

  ForeignFolder* sync_;
  MetadataStore* store_;
  TrustedSet set_;
};

}  // namespace

SoftwareTrust::SoftwareTrust(base::Fs& fs, base::Path folder, base::Time built)
    : fs_(&fs), folder_(std::move(folder)), built_(built) {}

base::Time SoftwareTrust::floor() const {
  const auto text = fs_->read(folder_ / "time", time_limit);
  const auto held = text ? base::from_rfc3339(std::string_view(*text).substr(0, text->find('\n')))
                         : fail(text.error());
  return held ? std::max(*held, built_) : built_;
}

Result<void> SoftwareTrust::raise_floor(base::Time proved) {
  if (proved <= floor()) return {};
  return base::write_whole(*fs_, folder_ / "time", base::to_rfc3339(proved) + "\n");
}

base::Time SoftwareTrust::now(base::Time system) const {
  return base::trusted_now(system, floor());
}

Result<trust::SoftwareSet> SoftwareTrust::verify(ForeignFolder& sync, const std::string& root,
                                                 base::Time system, std::string_view architecture) {
  auto store = TRY(MetadataStore::open(*fs_, folder_ / "trusted"));
  const auto trusted_root = TRY(store.begin_root(root));
  Workflow workflow(sync, store, TRY(TrustedSet::begin(trusted_root, now(system))));
  TRY(workflow.follow_roots());
  TRY(workflow.take_timestamp());
  const trust::Timestamp& timestamp = *workflow.set().timestamp();
  // What was signed to expire before it was signed proves nothing.
  if (timestamp.signed_at) TRY(raise_floor(std::min(*timestamp.signed_at, timestamp.expires)));
  TRY(workflow.take_snapshot());
  const trust::Targets* top = TRY(workflow.take_targets(trust::Targets::type, trust::Root::type));
  if (!top->delegations || !workflow.set().meta(trust::software_role)) return trust::SoftwareSet();
  const auto& roles = top->delegations->roles;
  const auto delegation = std::ranges::find(roles, trust::software_role, &trust::Delegation::name);
  if (delegation == roles.end()) return trust::SoftwareSet();
  const trust::Targets* role =
      TRY(workflow.take_targets(trust::software_role, trust::Targets::type));
  return trust::software_for(*delegation, *role, architecture);
}

}  // namespace rohnamo::machine
