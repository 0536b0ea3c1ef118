#include "kiosk/scene/panel.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <numbers>

#include "world.hpp"

namespace rohnamo::scene {
namespace {

constexpr double inch = 25.4;  // mm

double millimetres(const Panel& panel, int pixels) {
  return pixels * panel.diagonal / std::hypot(panel.width, panel.height);
}

TEST_CASE(
    "whatever the panel, what is touched is 15 mm, what matters 20 mm, and 3 mm are between") {
  const World world;
  for (const Panel& panel : {Panel{1280, 720, 12 * inch},
                             {1280, 800, 10.1 * inch},
                             {800, 1280, 10.1 * inch},
                             {1366, 768, 15.6 * inch},
                             {1920, 1080, 15.6 * inch},
                             {1920, 1080, 21.5 * inch},
                             {1080, 1920, 43 * inch},
                             {3840, 2160, 27 * inch},
                             {2160, 3840, 55 * inch}}) {
    INFO(panel.width << "x" << panel.height << " of " << panel.diagonal << " mm");
    const Style style(panel, world.channel, model::Direction::left_to_right);
    CHECK(millimetres(panel, style.target) >= 15.0);
    CHECK(millimetres(panel, style.primary) >= 19.5);
    CHECK(millimetres(panel, style.apart) >= 3.0);
  }
}

TEST_CASE("in large text a capital H has 0.7 degrees from where the panel is read") {
  constexpr double capital = 0.714;  // of the letters' size, in Noto Sans
  const double angle = 0.7 * std::numbers::pi / 180;
  const World world;
  for (const Panel& panel : {Panel{1280, 800, 10.1 * inch, 400},
                             {1920, 1080, 15.6 * inch, 500},
                             {1920, 1080, 21.5 * inch, 500},
                             {1920, 1080, 21.5 * inch, 900},
                             {1080, 1920, 43 * inch, 700},
                             {3840, 2160, 55 * inch, 2000}}) {
    INFO(panel.diagonal << " mm read from " << panel.distance << " mm");
    const Style style(panel, world.channel, model::Direction::left_to_right, {1, false});
    CHECK(millimetres(panel, style.body) * capital >= panel.distance * std::tan(angle));
  }
}

TEST_CASE("without the panel's size its pages are those of 21.5 inches") {
  const Panel unknown{1920, 1080};
  CHECK(unknown.unit() == Approx(8.0));
  CHECK(unknown.unit() == Approx(Panel{1920, 1080, 21.5 * inch}.unit()).margin(0.1));
  CHECK(unknown.reach() == 1.0);
  CHECK(Panel{1920, 1080, 0, 1000}.reach() == 2.0);
}

TEST_CASE("a very small panel still has room for a page") {
  CHECK(Panel{800, 480, 7 * inch}.unit() == Approx(8.0));
}

}  // namespace
}  // namespace rohnamo::scene
