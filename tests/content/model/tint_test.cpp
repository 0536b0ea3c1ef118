#include "content/model/tint.hpp"

#include <catch2/catch.hpp>

using namespace rohnamo;
using model::Color;

TEST_CASE("contrast is that of WCAG 2.2") {
  CHECK(model::contrast({0, 0, 0}, {255, 255, 255}) == Approx(21.0));
  CHECK(model::contrast({255, 255, 255}, {0, 0, 0}) == Approx(21.0));
  CHECK(model::contrast({119, 119, 119}, {255, 255, 255}) == Approx(4.48).margin(0.005));
  CHECK(model::contrast({1, 2, 3}, {1, 2, 3}) == Approx(1.0));
}

TEST_CASE("every tint is shown so that text of it, and white on it, can be read") {
  for (int r = 0; r <= 255; r += 51)
    for (int g = 0; g <= 255; g += 51)
      for (int b = 0; b <= 255; b += 51) {
        const Color tint{static_cast<std::uint8_t>(r), static_cast<std::uint8_t>(g),
                         static_cast<std::uint8_t>(b)};
        CAPTURE(model::to_string(tint));
        const Color shown = model::readable_tint(tint);
        const Color chip = model::mix(model::page_paper, shown, model::chip_share);
        CHECK(model::contrast(shown, chip) >= 4.5);
        CHECK(model::contrast(shown, model::page_paper) >= 4.5);
        CHECK(model::contrast({255, 255, 255}, shown) >= 4.5);
        CHECK((shown == tint) == (model::tint_contrast(tint) >= 4.5));
        // What is offered instead is shown as it is, and no darker than what would be shown.
        const Color nearest = model::nearest_readable_tint(tint);
        CHECK(model::readable_tint(nearest) == nearest);
        CHECK(model::contrast(nearest, model::page_paper) <=
              model::contrast(shown, model::page_paper) + 0.1);
      }
}
