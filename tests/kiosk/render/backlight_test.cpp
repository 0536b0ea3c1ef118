#include "kiosk/render/backlight.hpp"

#include <catch2/catch.hpp>
#include <fstream>
#include <string>

#include "tests/temporary_folder.hpp"

namespace rohnamo::render {
namespace {

struct Lamp {
  explicit Lamp(const std::string& most) {
    std::filesystem::create_directory(lamp);
    std::ofstream(lamp / "max_brightness") << most;
    std::ofstream(lamp / "brightness") << 7;
  }
  [[nodiscard]] int brightness() const {
    int value = -1;
    std::ifstream(lamp / "brightness") >> value;
    return value;
  }
  tests::TemporaryFolder folder;
  std::filesystem::path lamp = folder.path() / "panel0";
};

TEST_CASE("a lamp is set to a share of its most, and never to dark") {
  const Lamp lamp("255");
  const Backlight backlight(lamp.folder.path());
  CHECK(backlight.set(5, 5));
  CHECK(lamp.brightness() == 255);
  CHECK(backlight.set(2, 5));
  CHECK(lamp.brightness() == 102);
  CHECK(backlight.set(0, 5));
  CHECK(lamp.brightness() == 1);
}

TEST_CASE("where there is no lamp, or none that can be understood, it says so") {
  CHECK_FALSE(Backlight("/nowhere").set(3, 5));
  const Lamp broken("bright");
  CHECK_FALSE(Backlight(broken.folder.path()).set(3, 5));
  CHECK(broken.brightness() == 7);
}

}  // namespace
}  // namespace rohnamo::render
