// The line that says how fresh the content is, in a visitor's words.
#pragma once

#include <optional>
#include <string>

#include "content/exchange/sideload_status.hpp"
#include "content/exchange/sync_status.hpp"
#include "kiosk/text/wording.hpp"

namespace rohnamo::app {

struct Freshness {
  std::string words;
  std::optional<base::Time> changes_at;  // when the words will differ
};

struct Known {
  bool builtin = false;                           // the channel installed with the program
  std::optional<exchange::SyncStatus> sync;       // what rohnamo-sync says, if it runs
  std::optional<base::Time> proven;               // the time that the held metadata proves
  std::optional<exchange::SideloadStatus> stick;  // that the screen tells of
};

Freshness freshness(const text::Wording& words, const Known& known, base::Time now);

// Whether both give the same line at any time.
bool same_freshness(const Known& a, const Known& b);

}  // namespace rohnamo::app
