// rohnamo-kiosk: shows a channel's stories on a touch screen.
#include <fmt/format.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <cstdlib>

#include "kiosk/app/program.hpp"

namespace {

using rohnamo::app::Task;

constexpr int wrong_use = 2;

void log_to_stderr() {
  auto logger = spdlog::stderr_logger_st("rohnamo-kiosk");
  logger->set_pattern("%l: %v");
  spdlog::set_default_logger(logger);
}

// Where the program's own files are: as installed, unless the environment says otherwise.
rohnamo::base::Path data_folder() {
  const char* own = std::getenv("ROHNAMO_DATA");
  return own != nullptr ? own : ROHNAMO_DATADIR;
}

int check_config(const rohnamo::app::Options& options) {
  fmt::print("{}: {}\n", options.config_path.string(),
             options.warnings.empty() ? "good" : "good, with warnings");
  return EXIT_SUCCESS;
}

}  // namespace

int main(int count, char** words) {
  log_to_stderr();
  const auto options =
      rohnamo::app::read_options(count, words, rohnamo::base::posix_fs(), data_folder());
  if (!options) {
    fmt::print(stderr, "rohnamo-kiosk: {}\n", options.error().message);
    return wrong_use;
  }
  for (const auto& warning : options->warnings) spdlog::warn("{}", warning);
  if (options->task == Task::help) return fmt::print("{}", rohnamo::app::help_text()), EXIT_SUCCESS;
  if (options->task == Task::version)
    return fmt::print("rohnamo-kiosk {}\n", ROHNAMO_VERSION), EXIT_SUCCESS;
  if (options->task == Task::check_config) return check_config(*options);
  const auto done = rohnamo::app::run(*options);
  if (done) return EXIT_SUCCESS;
  spdlog::error("{}", done.error().message);
  return EXIT_FAILURE;
}
