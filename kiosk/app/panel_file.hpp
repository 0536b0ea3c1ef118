// The size of the panel that was last shown on: <state>/panel.json. A start makes its first page
// for it before there is a window to ask.
#pragma once

#include <optional>

#include "content/base/fs.hpp"
#include "kiosk/app/config.hpp"

namespace rohnamo::app {

class PanelFile {
 public:
  PanelFile(base::Fs& fs, const base::Path& state);

  // Upright, in pixels. nullopt: it was never noted, or the file is broken.
  [[nodiscard]] std::optional<Size> read() const;
  // Where it differs from what is noted. A file that cannot be written is logged.
  void note(Size size) const;

 private:
  base::Fs* fs_;
  base::Path path_;
};

}  // namespace rohnamo::app
