// One update: from the publication on a server to the current edition of the local cache.
//
// root -> timestamp -> snapshot -> targets -> the mission's role and its bins, the offices' roles
// -> the manifest -> the missing blobs -> commit -> collection. Every role is stored as soon as it
// is verified, every blob as it comes: a break at any moment loses none of it. An unchanged
// publication costs one request.
//
// Last of all, and for the edition's part without consequence, come the program's own packages
// (software.hpp).
//
// Blobs come in this order: catalogs, the bodies of urgent notices, other text, pictures,
// recordings. Where the channel says `text_first`, the edition is current once its text is
// complete, as one of its own, and once more when it is whole.
//
// All on one io_context's thread, except what the Worker runs.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "content/base/fs.hpp"
#include "content/base/time.hpp"
#include "content/model/manifest.hpp"
#include "sync/core/metadata_client.hpp"
#include "sync/core/transport.hpp"
#include "sync/core/worker.hpp"

namespace rohnamo::core {

// A step of the scrub goes with the first update after this time: it wakes nobody.
constexpr std::chrono::minutes scrub_interval{15};

// A stick goes from hand to hand and may lie in a drawer: so long after its timestamp expired it is
// still taken.
constexpr std::chrono::days stick_grace{90};

struct UpdateOptions {
  base::Path cache;  // content/cache/edition.hpp
  base::Path state;  // sync's own: trusted metadata
  // A stick has stick_grace, and what is remembered for the next poll of the server is neither
  // believed nor written.
  Source source = Source::server;
  std::string trusted_root;  // the root.json installed with the program, used until `state` has one
  base::Time floor;          // the earliest time that can be, as the program's build_time()
  std::optional<std::vector<std::string>> offices;  // the wanted ones' names; none given: all
  // Debian's name of this machine's, whose packages are fetched; empty: none are.
  std::string architecture;
  std::size_t parallel = 4;          // fetches at once
  std::uint64_t reserve = 16 << 20;  // bytes to leave free on the disk
  std::uint64_t scrub = 32 << 20;    // bytes that are looked at in a scrub_interval
  // Which edition the screen says that it cannot show, asked for at the begin of every update. If
  // it is the current one, the one before comes back, and it is not taken again.
  std::function<std::optional<model::EditionId>()> refused;
};

struct Progress {
  std::uint64_t bytes_done = 0, bytes_total = 0;
  std::size_t blobs_done = 0, blobs_total = 0;
};

struct Outcome {
  bool changed = false;         // another edition is current now
  model::EditionId edition;     // the current one
  base::Time metadata_expires;  // the earliest expiry of the held metadata
  base::Time time_floor;
  std::uint64_t bytes_fetched = 0;     // of blobs
  std::uint64_t software_fetched = 0;  // bytes of packages
  std::vector<std::string> warnings;   // an office left as it was, and why; for a technician
};

class UpdateCycle {
 public:
  // All must outlive this.
  UpdateCycle(base::Fs& fs, Transport& transport, Worker& worker, UpdateOptions options);

  // One at a time. `system` is the machine's clock; the rule of base::trusted_now is applied here.
  // `progress` is called on the caller's thread. Errors as TrustedSet's and Transport's, and
  // no_space, io, corrupt. Cancelling the coroutine gives Code::cancelled.
  Task<base::Result<Outcome>> run(base::Time system, std::function<void(const Progress&)> progress);

 private:
  bool scrub_is_due(base::Time system);
  base::Fs* fs_;
  Transport* transport_;
  Worker* worker_;
  UpdateOptions options_;
  std::optional<base::Time> scrubbed_;  // by the machine's clock
};

}  // namespace rohnamo::core
