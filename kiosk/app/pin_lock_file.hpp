// The lock of the PIN pad over a restart of the program, and a power cut: <state>/staff-lock.json.
#pragma once

#include <string>

#include "content/base/fs.hpp"
#include "kiosk/deck/pin_lock.hpp"

namespace rohnamo::app {

class PinLockFile {
 public:
  // `boot` tells this start of the machine from others: its steady clock begins with it.
  PinLockFile(base::Fs& fs, const base::Path& state, std::string boot);

  // What was kept, or an open lock: a file that is broken or not there keeps nobody out.
  [[nodiscard]] deck::PinLock read(deck::Millis now) const;
  // Durable before a try counts for anything. A file that cannot be written is logged.
  void write(const deck::PinLock& lock);

 private:
  base::Fs* fs_;
  base::Path path_;
  std::string boot_;
};

// What the kernel calls this start of the machine; empty: it does not say.
std::string boot_id(base::Fs& fs);

}  // namespace rohnamo::app
