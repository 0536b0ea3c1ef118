// The status for a technician over ssh: is it up to date, since when, and if not, why?
#pragma once

#include <optional>
#include <string>

#include "content/exchange/sideload_status.hpp"
#include "content/exchange/sync_status.hpp"

namespace rohnamo::app {

struct StatusView {
  base::Time system;            // the machine's clock
  std::optional<bool> running;  // the daemon; none where it cannot be told
  std::optional<exchange::SideloadStatus> sideload = {};  // the last one; none: there was none
};

// Several lines, the last one ended.
std::string describe(const exchange::SyncStatus& status, const StatusView& view);

// One line, for systemctl status.
std::string describe_briefly(const exchange::SyncStatus& status);

// "12 minutes", "3 hours", "5 days": the largest unit that fits.
std::string describe_span(std::chrono::seconds span);

}  // namespace rohnamo::app
