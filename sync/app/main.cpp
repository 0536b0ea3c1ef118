// rohnamo-sync: keeps the local cache equal to what a server publishes.
#include <fmt/format.h>
#include <malloc.h>
#include <spdlog/spdlog.h>

#include <boost/program_options.hpp>
#include <cstdio>
#include <iostream>

#include "content/base/log.hpp"
#include "content/exchange/sync_status.hpp"
#include "sync/app/config.hpp"
#include "sync/app/daemon.hpp"
#include "sync/app/sideload.hpp"
#include "sync/app/status_words.hpp"

namespace {

namespace po = boost::program_options;
using namespace rohnamo;

constexpr int wrong_use = 2;
constexpr std::uint64_t status_limit = 1 << 20;  // bytes

po::options_description options() {
  po::options_description all("Options");
  all.add_options()                                                                          //
      ("config", po::value<std::string>()->default_value(app::default_config), "sync.yaml")  //
      ("once", "update once and exit: 0, or 1 if it failed")                                 //
      ("check-config", "tell the faults of the config file and exit")                        //
      ("json", "with status: for programs")                                                  //
      ("verbose", "log more")                                                                //
      ("version", "print the version")                                                       //
      ("help", "print this");
  return all;
}

po::variables_map parse(int argc, char** argv) {
  po::options_description all = options();
  all.add_options()("command", po::value<std::string>())("operand", po::value<std::string>());
  po::positional_options_description positional;
  positional.add("command", 1).add("operand", 1);
  po::variables_map given;
  po::store(po::command_line_parser(argc, argv).options(all).positional(positional).run(), given);
  po::notify(given);
  if (!given.contains("command")) return given;
  const auto& command = given["command"].as<std::string>();
  if (command != "status" && command != "sideload")
    throw po::error("there is no command '" + command + "'");
  if (given.contains("operand") != (command == "sideload"))
    throw po::error(command == "status" ? "status takes no folder"
                                        : "say where the stick is: sideload /media/stick");
  return given;
}

void help() {
  std::cout
      << "Usage: rohnamo-sync [--config FILE]\n"
         "  or:  rohnamo-sync --once [--config FILE]\n"
         "  or:  rohnamo-sync status [--json]\n"
         "  or:  rohnamo-sync sideload STICK\n"
         "Keeps the cache up to date until it is ended, or updates it once. status tells how it\n"
         "goes. sideload takes a publication from STICK/rohnamo, as rohnamo-content export\n"
         "writes it.\n\n"
      << options()
      << "\nExit status of sideload: 0 the screen has now what the stick has, or newer; 1 "
         "failed,\ntry again; 2 wrong arguments; 3 there is no publication on the stick; 4 "
         "refused: too\nold, damaged, or not signed for this screen.\n\nSIGHUP: update now.\n";
}

int show_status(const app::Config& config, bool json) {
  const base::Path path = exchange::sync_status_path(config.run);
  const auto bytes = base::posix_fs().read(path, status_limit);
  if (!bytes) {
    fmt::print(stderr, "rohnamo-sync has told nothing since the machine started: {}\n",
               bytes.error().message);
    return 1;
  }
  const auto status = exchange::parse_sync_status(*bytes);
  if (!status) {
    fmt::print(stderr, "{}: {}\n", path.string(), status.error().message);
    return 1;
  }
  app::StatusView view;
  view.system = base::system_now();
  view.running = app::is_running(config);
  view.sideload = app::last_sideload(base::posix_fs(), config);
  std::cout << (json ? *bytes : app::describe(*status, view)) << std::flush;
  return 0;
}

int check_config(const base::Path& path, const base::Settings::Report& report) {
  fmt::print(stderr, "{}", report.lines());
  if (!report.result()) return wrong_use;
  fmt::print("{}: good\n", path.string());
  return 0;
}

int run(const po::variables_map& given) {
  const base::Path path = given["config"].as<std::string>();
  const app::ConfigFile file = app::load_config(base::posix_fs(), path);
  const bool usable = file.report.result().has_value();
  if (given.contains("check-config") || (given.contains("command") && !usable))
    return check_config(path, file.report);
  const bool sideload = given.contains("operand");
  if (given.contains("command") && !sideload)
    return show_status(file.config, given.contains("json"));
  base::start_log("rohnamo-sync", given.contains("verbose"));
  for (const auto& fault : file.report.faults) spdlog::error("{}", fault);
  for (const auto& warning : file.report.warnings) spdlog::warn("{}", warning);
  if (!usable) return wrong_use;
  if (sideload) return app::run_sideload(file.config, given["operand"].as<std::string>(), {});
  return given.contains("once") ? app::run_once(file.config) : app::run_daemon(file.config);
}

}  // namespace

int main(int argc, char** argv) {
  // One heap for all threads: of one each, every heap would keep what it once needed.
  ::mallopt(M_ARENA_MAX, 1);
  po::variables_map given;
  try {
    given = parse(argc, argv);
  } catch (const po::error& error) {
    fmt::print(stderr, "rohnamo-sync: {}; see rohnamo-sync --help\n", error.what());
    return wrong_use;
  }
  if (given.contains("help")) {
    help();
    return 0;
  }
  if (given.contains("version")) {
    fmt::print("rohnamo-sync {}\n", ROHNAMO_VERSION);
    return 0;
  }
  return run(given);
}
