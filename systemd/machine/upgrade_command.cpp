#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <boost/program_options.hpp>
#include <ctime>

#include "content/base/log.hpp"
#include "sync/core/day_window.hpp"
#include "sync/core/trusted_set.hpp"
#include "systemd/machine/command.hpp"
#include "systemd/machine/dpkg.hpp"
#include "systemd/machine/systemd_services.hpp"
#include "systemd/machine/upgrade.hpp"

namespace rohnamo::machine {
namespace {

namespace po = boost::program_options;
using base::Code;

struct Places {
  std::string root, state, run, folder;
};

po::options_description options(Places& places, std::string& quiet, unsigned& minutes) {
  po::options_description all;
  auto add = all.add_options();
  add("resume", "");
  add("now", "");
  add("rescue", "");
  add("status", "");
  add("quiet-hours", po::value(&quiet)->default_value("02:00-05:00"));
  add("within", po::value(&minutes)->default_value(10));
  add("root", po::value(&places.root)->default_value("/etc/rohnamo/root.json"));
  add("sync-state", po::value(&places.state)->default_value("/var/lib/rohnamo/sync"));
  add("run", po::value(&places.run)->default_value("/run/rohnamo"));
  add("folder", po::value(&places.folder)->default_value("/var/lib/rohnamo/machine"));
  return all;
}

std::chrono::local_seconds local_time(base::Time time) {
  const std::time_t seconds = std::chrono::system_clock::to_time_t(time);
  std::tm parts{};
  if (::localtime_r(&seconds, &parts) == nullptr)
    return std::chrono::local_seconds(time.time_since_epoch());
  return std::chrono::local_seconds(time.time_since_epoch() +
                                    std::chrono::seconds(parts.tm_gmtoff));
}

// The program that runs, whichever the packages have put in its place meanwhile.
base::Result<void> keep_program(base::Fs& fs, const base::Path& folder) {
  const base::Path kept = folder / "rohnamo-machine", fresh = folder / "rohnamo-machine.new";
  std::error_code error;
  std::filesystem::copy_file("/proc/self/exe", fresh,
                             std::filesystem::copy_options::overwrite_existing, error);
  if (error) return base::fail(Code::io, fmt::format("{}: {}", fresh.string(), error.message()));
  TRY(fs.sync_all(folder));
  return fs.rename(fresh, kept);
}

int complain(const base::Error& error) {
  const bool state = error.code == Code::busy || error.code == Code::not_found;
  spdlog::log(state ? spdlog::level::info : spdlog::level::err, "no upgrade: {}", error.message);
  return state ? 0 : 1;
}

int show(const base::Result<UpgradeJournal>& journal) {
  if (!journal) {
    fmt::print(stderr, "rohnamo-machine: {}\n", journal.error().message);
    return 1;
  }
  fmt::print("{}", describe(*journal));
  return 0;
}

int run(const std::vector<std::string>& arguments) {
  Places places;
  std::string quiet;
  unsigned minutes = 0;
  po::variables_map given;
  po::store(po::command_line_parser(arguments)
                .options(options(places, quiet, minutes))
                .positional(po::positional_options_description())
                .run(),
            given);
  po::notify(given);
  const auto window = core::DayWindow::parse(quiet);
  if (!window) throw po::error("--quiet-hours: " + window.error().message);
  if (minutes < 2 || minutes > 240) throw po::error("--within: minutes from 2 to 240");
  base::Fs& fs = base::posix_fs();
  UpgradeOptions upgrade;
  upgrade.folder = places.folder;
  upgrade.architecture = trust::own_architecture();
  upgrade.built = base::build_time();
  upgrade.quiet = [&](base::Time time) { return window->contains(local_time(time)); };
  upgrade.patience = std::chrono::minutes(minutes);
  upgrade.keep_program = [&] { return keep_program(fs, places.folder); };
  StrangersFolder sync(places.state);
  Dpkg dpkg("/", upgrade.architecture);
  SystemdServices services(places.run);
  if (given.contains("status"))
    return show(Upgrade(fs, sync, dpkg, services, std::move(upgrade)).journal());
  base::start_log("rohnamo-machine", false);
  auto root = fs.read(places.root, core::root_limit);
  if (!root) return complain(root.error().in("the trusted root that is installed with a kiosk"));
  upgrade.root = std::move(*root);
  const Moment moment = given.contains("resume")   ? Moment::boot
                        : given.contains("rescue") ? Moment::rescue
                        : given.contains("now")    ? Moment::person
                                                   : Moment::timer;
  const auto journal =
      Upgrade(fs, sync, dpkg, services, std::move(upgrade)).run(moment, base::system_now());
  return journal ? 0 : complain(journal.error());
}

}  // namespace

const Command upgrade_command{
    "upgrade", "[--resume | --now | --rescue | --status] [--quiet-hours 02:00-05:00] [--within 10]",
    "      Installs the packages that the mission signed for its kiosks and that rohnamo-sync\n"
    "      has brought; goes back to those before where the screen does not come up within\n"
    "      --within minutes. Without an option: in the quiet hours alone, by the clock of this "
    "machine.\n"
    "      --resume: goes on after a power cut (before the screen starts). --now: at once.\n"
    "      --rescue: goes back, by the program kept from before, where the new one fails.\n"
    "      --status: what came of the last one. content/publish/KEYS.md has more.",
    run};

}  // namespace rohnamo::machine
