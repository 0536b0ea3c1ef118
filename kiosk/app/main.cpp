// rohnamo-kiosk: shows a channel's stories on a touch screen.
#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <cstdlib>

#include "content/base/log.hpp"
#include "kiosk/app/hash_pin.hpp"
#include "kiosk/app/memory.hpp"
#include "kiosk/app/program.hpp"

namespace {

using rohnamo::app::Task;

constexpr int wrong_use = 2;

// Where the program's own files are: as installed, unless the environment says otherwise.
rohnamo::base::Path data_folder() {
  const char* own = std::getenv("ROHNAMO_DATA");
  return own != nullptr ? own : ROHNAMO_DATADIR;
}

int check_config(const rohnamo::app::Options& options) {
  fmt::print(stderr, "{}", options.config_report.lines());
  if (!options.config_report.result()) return wrong_use;
  fmt::print("{}: good\n", options.config_path.string());
  return EXIT_SUCCESS;
}

int print_pin_hash() {
  const auto line = rohnamo::app::hash_pin(stdin);
  if (!line) {
    fmt::print(stderr, "rohnamo-kiosk: {}\n", line.error().message);
    return wrong_use;
  }
  fmt::print("{}\n", *line);
  return EXIT_SUCCESS;
}

int show(const rohnamo::app::Options& options) {
  // Nothing here goes by the locale; for any but this one X11 reads how thousands of keys compose.
  setenv("LC_ALL", "C", 1);
  rohnamo::app::settle_memory();
  rohnamo::base::start_log("rohnamo-kiosk", false);
  for (const auto& fault : options.config_report.faults) spdlog::error("{}", fault);
  for (const auto& warning : options.config_report.warnings) spdlog::warn("{}", warning);
  if (!options.config_report.result()) return wrong_use;
  const auto done = rohnamo::app::run(options);
  if (done) return EXIT_SUCCESS;
  spdlog::error("{}", done.error().message);
  return EXIT_FAILURE;
}

}  // namespace

int main(int count, char** words) {
  const auto options =
      rohnamo::app::read_options(count, words, rohnamo::base::posix_fs(), data_folder());
  if (!options) {
    fmt::print(stderr, "rohnamo-kiosk: {}\n", options.error().message);
    return wrong_use;
  }
  if (options->task == Task::help) return fmt::print("{}", rohnamo::app::help_text()), EXIT_SUCCESS;
  if (options->task == Task::version)
    return fmt::print("rohnamo-kiosk {}\n", ROHNAMO_VERSION), EXIT_SUCCESS;
  if (options->task == Task::check_config) return check_config(*options);
  if (options->task == Task::hash_pin) return print_pin_hash();
  return show(*options);
}
