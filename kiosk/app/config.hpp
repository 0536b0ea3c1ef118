// What the technician says: /etc/rohnamo/kiosk.yaml with kiosk.d, and the command line over them.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "content/base/pin_hash.hpp"
#include "content/base/settings.hpp"
#include "kiosk/app/light.hpp"
#include "kiosk/render/rotation.hpp"
#include "kiosk/render/window.hpp"

namespace rohnamo::app {

enum class Mode { automatic, touch, display };

struct Size {
  int width = 1280, height = 720;
  bool operator==(const Size&) const = default;
};

// Of this very screen, where it is not as the channel says.
struct Glass {
  std::optional<double> inches;         // from corner to corner
  std::optional<int> reading_distance;  // mm
  bool low_controls = false;            // upright: all controls in its lower part
  LightPlan light;
};

struct Config {
  base::Path cache = "/var/lib/rohnamo/cache";
  base::Path builtin;  // the channel installed with the program, as a cache folder
  base::Path run = "/run/rohnamo";
  base::Path state = "/var/lib/rohnamo-kiosk";  // what the staff set, and the lock of their PIN
  base::Path fonts;
  bool fullscreen = false;
  Size size;  // of the window, when not full screen
  render::Rotation rotation = render::Rotation::none;
  render::WindowPath renderer = render::WindowPath::automatic;
  Glass glass;
  Mode mode = Mode::automatic;
  int volume = 3;                              // that a visitor finds: 1 to 5
  std::string language;                        // empty: the channel's default
  std::vector<std::string> display_languages;  // with nobody to touch: a round each; empty: one
  std::optional<std::vector<std::string>> offices;  // whose contacts and notices; none: all
  std::optional<base::PinHash> staff_pin;           // none: there is no staff page
  std::string place;                                // what staff call it; empty: nothing
};

// With the folders under `data`, where the program's own files are installed.
Config default_config(const base::Path& data);

struct ConfigFile {
  Config config;
  base::Settings::Report report;
};

ConfigFile parse_config(base::Settings settings, const Config& defaults);

base::Result<Size> parse_size(std::string_view text);  // "1920x1080", 320 to 16384 each
base::Result<Mode> parse_mode(std::string_view text);  // auto, touch or display
base::Result<render::Rotation> parse_rotation(std::string_view text);    // 0, 90, 180 or 270
base::Result<render::WindowPath> parse_renderer(std::string_view text);  // auto or opengl
base::Result<int> parse_volume(std::string_view text);                   // 1 to 5

}  // namespace rohnamo::app
