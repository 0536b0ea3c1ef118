// What rohnamo-kiosk tells the other programs: <run>/kiosk/status.json, written whole.
#pragma once

#include <optional>
#include <string>

#include "content/base/fs.hpp"
#include "content/base/time.hpp"
#include "content/model/manifest.hpp"

namespace rohnamo::exchange {

struct KioskStatus {
  base::Time written;
  std::string version;
  model::EditionId edition;          // on the screen; empty: the channel installed with the program
  model::EditionId refused_edition;  // that could not be shown; empty: none
  std::string refused_because;
  std::string video;  // the SDL video driver and how frames reach it
};

constexpr std::int64_t kiosk_status_format = 1;
base::Result<KioskStatus> parse_kiosk_status(std::string_view bytes);
std::string serialize(const KioskStatus& status);

base::Path kiosk_status_path(const base::Path& run);  // <run>/kiosk/status.json

}  // namespace rohnamo::exchange
