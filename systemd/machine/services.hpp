// The programs that run on a machine and whether they do what they are there for, as a port.
#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "content/base/result.hpp"

namespace rohnamo::machine {

class Services {
 public:
  virtual ~Services() = default;

  // Starts the screen and the daemon anew; what they told before does not count any more.
  virtual base::Result<void> restart() = 0;

  // Whether the screen shows what sync has brought (not the channel it was installed with).
  virtual bool shows_edition() = 0;

  // What speaks against all being well, in words; nothing: the units are up, rohnamo-machine runs,
  // and the screen tells that it runs as `kiosk_version` (empty: whatever) and, where `edition`,
  // that it shows one.
  virtual std::optional<std::string> complaint(const std::string& kiosk_version, bool edition) = 0;

  virtual void wait(std::chrono::seconds time) = 0;
};

}  // namespace rohnamo::machine
