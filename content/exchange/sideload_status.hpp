// What reading a stick has come to: <run>/sync/sideload.json, written whole by the process that
// reads it. A copy in sync's state outlives the machine's switching off.
//
// While a stick is read it is written at least every 5 seconds: one that is under way and has not
// been for a minute is of a process that died, and nothing goes on.
#pragma once

#include <string>
#include <string_view>

#include "content/base/fs.hpp"
#include "content/base/time.hpp"
#include "content/model/manifest.hpp"

namespace rohnamo::exchange {

enum class SideloadState {
  waiting,         // for an update that is under way
  reading,         // what the publication on the stick says
  copying,         // bytes_done of bytes_total
  new_content,     // done: `edition` is another one than before
  nothing_new,     // done: the screen has this publication, or a newer one
  no_publication,  // the stick is somebody else's
  refused,         // not signed as it must be, too old, damaged: another stick is needed
  failed,          // pulled out, the disk full: try again
};

struct SideloadStatus {
  base::Time written;
  base::Time started;
  SideloadState state = SideloadState::waiting;
  std::uint64_t bytes_done = 0, bytes_total = 0;  // of blobs that the cache lacked
  model::EditionId edition;                       // that is current; when done
  std::string code;     // of the error: base::to_string(Code); empty where there is none
  std::string message;  // what happened and what to do, for staff and technicians
};

std::string_view to_string(SideloadState state);
bool is_under_way(SideloadState state);

constexpr std::int64_t sideload_status_format = 1;
base::Result<SideloadStatus> parse_sideload_status(std::string_view bytes);
std::string serialize(const SideloadStatus& status);

base::Path sideload_status_path(const base::Path& run);  // <run>/sync/sideload.json

}  // namespace rohnamo::exchange
