#include "systemd/machine/systemd_services.hpp"

#include <fmt/format.h>

#include <array>
#include <thread>

#include "content/exchange/kiosk_status.hpp"
#include "systemd/machine/process.hpp"

namespace rohnamo::machine {

using base::Result;

namespace {

constexpr std::array units{"rohnamo-sync.service", "rohnamo-kiosk.service"};
constexpr std::uint64_t status_limit = 1 << 20;  // bytes

bool systemctl_agrees(const char* question, const char* unit) {
  const auto answer = run_process({"systemctl", question, "--quiet", unit});
  return answer && answer->status == 0;
}

// What somebody has disabled is not missed.
bool is_wanted(const char* unit) {
  return systemctl_agrees("is-enabled", unit);
}

Result<exchange::KioskStatus> read_status(ForeignFolder& told) {
  return exchange::parse_kiosk_status(TRY(told.read("status.json", status_limit)));
}

}  // namespace

SystemdServices::SystemdServices(const base::Path& run)
    : folder_(exchange::kiosk_status_path(run).parent_path()), told_(folder_) {}

Result<void> SystemdServices::restart() {
  std::error_code ignored;
  std::filesystem::remove(folder_ / "status.json", ignored);
  for (const char* unit : units)
    if (is_wanted(unit)) TRY(run_well({"systemctl", "restart", "--no-block", unit}));
  return {};
}

bool SystemdServices::shows_edition() {
  const auto status = read_status(told_);
  return status && !status->edition.empty();
}

// Both units are of Type=notify: active is what has said READY=1.
std::optional<std::string> SystemdServices::complaint(const std::string& kiosk_version,
                                                      bool edition) {
  for (const char* unit : units)
    if (is_wanted(unit) && !systemctl_agrees("is-active", unit))
      return fmt::format("{} is not running", unit);
  const auto own = run_process({"rohnamo-machine", "--version"});
  if (!own || own->status != 0) return "rohnamo-machine itself does not run";
  if (!is_wanted("rohnamo-kiosk.service")) return std::nullopt;
  return complaint_about(told_, kiosk_version, edition);
}

void SystemdServices::wait(std::chrono::seconds time) {
  std::this_thread::sleep_for(time);
}

std::optional<std::string> complaint_about(ForeignFolder& told, const std::string& kiosk_version,
                                           bool edition) {
  const auto status = read_status(told);
  if (!status) return "the screen has told nothing: " + status.error().message;
  if (!kiosk_version.empty() && status->version != kiosk_version)
    return fmt::format("the screen runs as version {}, not {}", status->version, kiosk_version);
  if (edition && status->edition.empty())
    return fmt::format("the screen does not show the stories that it showed before{}{}",
                       status->refused_because.empty() ? "" : ": ", status->refused_because);
  return std::nullopt;
}

}  // namespace rohnamo::machine
