// The metadata that is trusted now: TUF's client workflow (specification 1.0.34, section 5) as a
// state machine over bytes and one fixed `now`. No files, no network, no clock.
//
// Order of use: begin, update_root for every newer root, finish_root; restore_timestamp,
// update_timestamp; restore_snapshot, update_snapshot unless snapshot_current();
// update_targets for "targets" and then each delegated role. Whatever is refused leaves what was
// trusted before.
//
// Errors: invalid_input (not metadata), untrusted (signature, threshold, hash, length, version),
// expired, too_large, not_found (a role that the snapshot or the delegator does not have).
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "content/trust/envelope.hpp"

namespace rohnamo::core {

// Bytes; applied before anything is parsed.
constexpr std::uint64_t root_limit = 512'000;
constexpr std::uint64_t timestamp_limit = 16'384;
constexpr std::uint64_t snapshot_limit = 2'000'000;
constexpr std::uint64_t targets_limit = 5'000'000;
constexpr int root_rotations_limit = 256;  // in one update

class TrustedSet {
 public:
  // 5.1, 5.2. The trusted root may have expired: newer ones follow. A timestamp that expired no
  // longer ago than `timestamp_grace` counts as fresh; its versions must not fall all the same, and
  // for other roles there is no grace.
  static base::Result<TrustedSet> begin(std::string_view trusted_root, base::Time now,
                                        base::seconds timestamp_grace = base::seconds(0));

  // 5.3.4 to 5.3.7, for version N+1. True: keys of timestamp or snapshot changed, so their stored
  // files must go before this root is stored (5.3.11). A timestamp and a snapshot restored before
  // are forgotten.
  base::Result<bool> update_root(std::string_view bytes);
  // 5.3.10. No newer root exists.
  base::Result<void> finish_root() const;

  // The stored copies: verified, but neither their age nor their hash matters, since they serve to
  // recognise a rollback.
  base::Result<void> restore_timestamp(std::string_view bytes);
  base::Result<void> restore_snapshot(std::string_view bytes);

  // 5.4. `same`: the version that is held already, which stays (5.4.3.1).
  enum class Change { newer, same };
  base::Result<Change> update_timestamp(std::string_view bytes);
  // The right keys signed it, earlier than the one that is held.
  [[nodiscard]] bool is_earlier_timestamp(std::string_view bytes) const;

  // 5.5. Whether the restored snapshot is the one that the timestamp names, so that none is needed.
  [[nodiscard]] bool snapshot_current() const;
  base::Result<void> update_snapshot(std::string_view bytes);

  // 5.6. The role's bytes, stored or fetched, for what `delegator` (a role held already; "root"
  // for "targets") says of it. A role that another delegator brought is verified for this one too.
  base::Result<void> update_targets(std::string_view bytes, std::string_view role,
                                    std::string_view delegator);
  // The same for a role that delegates no further, of which there may be thousands: handed out
  // instead of held.
  base::Result<trust::Targets> take_targets(std::string_view bytes, std::string_view role,
                                            std::string_view delegator);
  // Verifies signatures alone: the last trusted state of a role whose newer file is refused. Does
  // not become part of the set.
  [[nodiscard]] base::Result<trust::Targets> read_stale(std::string_view bytes,
                                                        std::string_view role,
                                                        std::string_view delegator) const;

  [[nodiscard]] base::Time now() const { return now_; }
  [[nodiscard]] const trust::Root& root() const { return root_.role; }
  [[nodiscard]] const trust::Timestamp* timestamp() const;  // null: none
  [[nodiscard]] const trust::Snapshot* snapshot() const;
  [[nodiscard]] const trust::Targets* targets(std::string_view role) const;
  // What the snapshot says of a role. Code::not_found.
  [[nodiscard]] base::Result<trust::MetaFile> meta(std::string_view role) const;
  // The earliest expiry of all that is held or was handed out.
  [[nodiscard]] base::Time expires() const;

 private:
  TrustedSet(trust::Signed<trust::Root> root, base::Time now, base::seconds timestamp_grace);
  [[nodiscard]] base::Result<void> verify_top(const trust::Envelope& file,
                                              std::string_view role) const;
  [[nodiscard]] base::Result<void> verify_delegated(const trust::Envelope& file,
                                                    std::string_view role,
                                                    std::string_view delegator) const;
  [[nodiscard]] base::Result<void> check_fresh(base::Time expires, std::string_view role) const;
  [[nodiscard]] base::Result<void> check_fresh(const trust::Timestamp& timestamp) const;
  [[nodiscard]] base::Result<void> check_timestamp() const;
  [[nodiscard]] base::Result<void> check_snapshot() const;
  base::Time now_;
  base::seconds timestamp_grace_;
  trust::Signed<trust::Root> root_;
  std::optional<trust::Timestamp> timestamp_;
  std::optional<trust::Snapshot> snapshot_;
  bool snapshot_matches_ = false;  // it has the hash that the timestamp gives
  std::map<std::string, trust::Targets, std::less<>> targets_;
  base::Time targets_expire_ = base::Time::max();
};

}  // namespace rohnamo::core
