#include "kiosk/render/backlight.hpp"

#include <algorithm>
#include <fstream>

namespace rohnamo::render {

bool Backlight::set(int step, int steps) const {
  std::error_code none;
  bool done = false;
  for (const auto& lamp : std::filesystem::directory_iterator(folder_, none)) {
    int most = 0;
    std::ifstream(lamp.path() / "max_brightness") >> most;
    if (most <= 0 || steps <= 0) continue;
    std::ofstream out(lamp.path() / "brightness");
    out << std::clamp(most * step / steps, 1, most) << std::flush;
    done = done || out.good();
  }
  return done;
}

}  // namespace rohnamo::render
