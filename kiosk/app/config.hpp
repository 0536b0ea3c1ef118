// What the technician says: /etc/rohnamo/kiosk.yaml, and the command line over it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "content/base/fs.hpp"

namespace rohnamo::app {

enum class Mode { automatic, touch, display };

struct Size {
  int width = 1280, height = 720;
  bool operator==(const Size&) const = default;
};

struct Config {
  base::Path cache = "/var/lib/rohnamo/cache";
  base::Path builtin;  // the channel installed with the program, as a cache folder
  base::Path run = "/run/rohnamo";
  base::Path fonts;
  bool fullscreen = false;
  Size size;  // of the window, when not full screen
  Mode mode = Mode::automatic;
  std::string language;                        // empty: the channel's default
  std::vector<std::string> display_languages;  // with nobody to touch: a round each; empty: one
};

// With the folders under `data`, where the program's own files are installed.
Config default_config(const base::Path& data);

struct Parsed {
  Config config;
  std::vector<std::string> warnings;  // "file:line: …": unknown keys
};

// YAML, format 1. A fault names `name`, its line and what may stand there.
base::Result<Parsed> parse_config(std::string_view yaml, const std::string& name,
                                  const Config& defaults);

base::Result<Size> parse_size(std::string_view text);  // "1920x1080", 320 to 16384 each
base::Result<Mode> parse_mode(std::string_view text);  // auto, touch or display

}  // namespace rohnamo::app
