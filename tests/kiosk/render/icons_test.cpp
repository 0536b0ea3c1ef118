#include "kiosk/render/icons.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <set>

namespace rohnamo::render {
namespace {

constexpr int last_icon = static_cast<int>(scene::Icon::stick);

bool blank(const Mask& mask) {
  return std::all_of(mask.coverage.begin(), mask.coverage.end(), [](auto c) { return c == 0; });
}

TEST_CASE("every icon is drawn, differs from all others and keeps off the edge") {
  constexpr int size = 48;
  std::set<std::vector<std::uint8_t>> seen;
  for (int i = 0; i <= last_icon; ++i) {
    INFO("icon " << i);
    const auto mask = draw_icon(static_cast<scene::Icon>(i), size, false);
    CHECK_FALSE(blank(mask));
    CHECK(seen.insert(mask.coverage).second);
    for (int k = 0; k < size; ++k) {
      CHECK(mask.row(0)[k] == 0);
      CHECK(mask.row(size - 1)[k] == 0);
      CHECK(mask.row(k)[0] == 0);
      CHECK(mask.row(k)[size - 1] == 0);
    }
  }
}

TEST_CASE("a mirrored icon is its mirror image") {
  const auto back = draw_icon(scene::Icon::back, 32, true);
  const auto forward = draw_icon(scene::Icon::forward, 32, false);
  for (std::size_t i = 0; i < back.coverage.size(); ++i) {
    CHECK(std::abs(back.coverage[i] - forward.coverage[i]) <= 1);
  }
}

TEST_CASE("icons of a few pixels or many are drawn too") {
  for (const int size : {1, 7, 300}) {
    CHECK(draw_icon(scene::Icon::offline, size, false).width == size);
  }
}

}  // namespace
}  // namespace rohnamo::render
