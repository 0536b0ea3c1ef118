#include "tests/bench/race.hpp"

#include <fmt/format.h>

#include <fstream>

namespace rohnamo::bench {

base::Path kiosk_state(const base::Path& cache) {
  return cache.string() + ".screen";
}

std::vector<std::string> kiosk_arguments(const Setting& setting, const base::Path& cache, int width,
                                         int height) {
  const base::Path config = setting.scratch / "kiosk.yaml";
  std::ofstream(config) << "format: 1\n";
  return {setting.bin / "rohnamo-kiosk",
          "--config",
          config,
          "--cache",
          cache,
          "--builtin",
          setting.builtin,
          "--fonts",
          setting.fonts,
          "--run",
          setting.scratch / "run",
          "--state",
          kiosk_state(cache),
          "--size",
          fmt::format("{}x{}", width, height),
          "--mode",
          "touch"};
}

}  // namespace rohnamo::bench
