// The screen and the daemon by systemctl, and by what the screen tells.
#pragma once

#include "systemd/machine/foreign_folder.hpp"
#include "systemd/machine/services.hpp"

namespace rohnamo::machine {

class SystemdServices final : public Services {
 public:
  explicit SystemdServices(const base::Path& run);  // /run/rohnamo
  base::Result<void> restart() override;
  bool shows_edition() override;
  std::optional<std::string> complaint(const std::string& kiosk_version, bool edition) override;
  void wait(std::chrono::seconds time) override;

 private:
  base::Path folder_;  // the screen's own
  StrangersFolder told_;
};

// The complaint about what a screen's status file says; the file is the screen user's.
std::optional<std::string> complaint_about(ForeignFolder& told, const std::string& kiosk_version,
                                           bool edition);

}  // namespace rohnamo::machine
