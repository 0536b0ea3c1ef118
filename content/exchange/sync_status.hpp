// What rohnamo-sync tells the other programs: <run>/sync/status.json, written whole.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "content/base/fs.hpp"
#include "content/base/time.hpp"
#include "content/model/manifest.hpp"

namespace rohnamo::exchange {

struct Attempt {
  base::Time at;
  std::string outcome;  // updated, unchanged or failed
  // Of the error: base::to_string(Code); empty where there is none. An unchanged attempt may have
  // "behind": the server is older than what a stick brought.
  std::string code;
  std::string message;  // for a technician; never for a visitor
};

// Somebody set the machine's clock.
struct ClockSet {
  base::Time at;       // the trusted time after it
  base::seconds by{};  // less than 0: back
};

// A way out of the machine, but for the one to itself.
struct Line {
  std::string name;                    // as the kernel calls it: "eth0"
  bool up = false;                     // it carries
  std::vector<std::string> addresses;  // "192.168.1.20", "2001:db8::7"
  bool operator==(const Line&) const = default;
};

struct SyncStatus {
  base::Time written;
  std::string version;                     // of the program
  std::string server;                      // the publication's address
  model::EditionId edition;                // that `current` names; empty: never synced
  std::optional<base::Time> last_success;  // the last time that the server confirmed `edition`
  std::optional<base::Time> last_change;   // the last time that another edition came
  std::optional<base::Time> next_attempt;
  std::optional<base::Time> metadata_expires;     // the earliest expiry of the held metadata
  base::Time time_floor;                          // the highest trusted time
  std::optional<ClockSet> clock_set;              // the last time
  bool busy = false;                              // an attempt is under way
  std::uint64_t bytes_done = 0, bytes_total = 0;  // of that attempt's blobs
  std::uint16_t shared_port = 0;                  // where neighbours are served; 0: they are not
  std::uint64_t neighbours = 0;                   // that are made use of
  std::vector<Line> lines;                        // as they were when this was written
  std::vector<Attempt> attempts;                  // the last ten, newest first
};

constexpr std::int64_t sync_status_format = 1;
base::Result<SyncStatus> parse_sync_status(std::string_view bytes);
std::string serialize(const SyncStatus& status);

base::Path sync_status_path(const base::Path& run);  // <run>/sync/status.json

}  // namespace rohnamo::exchange
