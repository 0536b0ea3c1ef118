// The command line of rohnamo-kiosk.
#pragma once

#include <optional>
#include <string>

#include "content/exchange/screen_size.hpp"
#include "kiosk/app/config.hpp"

namespace rohnamo::app {

enum class Task { run, help, version, check_config, hash_pin, script, tour, fit };

struct Options {
  Task task = Task::run;
  Config config;
  base::Path config_path;
  base::Settings::Report config_report;       // with faults: for Task::check_config alone
  base::Path script;                          // Task::script
  base::Path out;                             // where pictures go
  bool landscape = true, portrait = true;     // Task::tour: in which orientations
  std::vector<exchange::ScreenSize> screens;  // Task::fit
  bool preview = false;                       // Task::run: for an editor who looks on
};

// Reads the configuration file too; what is wrong inside it is in the report. `data`: where the
// program's own files are installed. Code::invalid_input: what is wrong, for the person who typed
// it; other codes: the configuration file cannot be read.
base::Result<Options> read_options(int count, const char* const* words, base::Fs& fs,
                                   const base::Path& data);

std::string help_text();

}  // namespace rohnamo::app
