// A page on a panel that hangs turned.
#include "kiosk/render/rotation.hpp"

#include "kiosk/render/surface.hpp"
#include "tests/kiosk/render/support.hpp"

namespace rohnamo::render {
namespace {

using scene::Rect;

constexpr PanelSize panel{320, 200};

constexpr std::array rotations{Rotation::none, Rotation::quarter, Rotation::half,
                               Rotation::three_quarters};

std::uint32_t color_of(int x, int y) {
  return 0xff000000U | static_cast<std::uint32_t>(x) << 12U | static_cast<std::uint32_t>(y);
}

void set_pixel(SDL_Surface& surface, int x, int y, std::uint32_t color) {
  const SDL_Rect one{x, y, 1, 1};
  SDL_FillRect(&surface, &one, color);
}

// Every pixel another colour.
Surface colored_page(PanelSize size) {
  Surface page = make_surface(size.width, size.height);
  for (int y = 0; y < size.height; ++y)
    for (int x = 0; x < size.width; ++x) set_pixel(*page, x, y, color_of(x, y));
  return page;
}

TEST_CASE("a quarter turn makes a tall page of a wide panel") {
  CHECK(turned(panel, Rotation::none) == panel);
  CHECK(turned(panel, Rotation::quarter) == PanelSize{200, 320});
  CHECK(turned(panel, Rotation::half) == panel);
  CHECK(turned(turned(panel, Rotation::three_quarters), Rotation::three_quarters) == panel);
}

TEST_CASE("the top left of the page lies in the corner that the turn brings it to") {
  const Rect corner{0, 0, 30, 10};
  CHECK(turned(corner, panel, Rotation::none) == corner);
  CHECK(turned(corner, panel, Rotation::quarter) == Rect{310, 0, 10, 30});
  CHECK(turned(corner, panel, Rotation::half) == Rect{290, 190, 30, 10});
  CHECK(turned(corner, panel, Rotation::three_quarters) == Rect{0, 170, 10, 30});
}

TEST_CASE("a touch meets what is drawn there, however the panel hangs") {
  for (const Rotation rotation : rotations) {
    INFO(90 * static_cast<int>(rotation) << " degrees");
    const PanelSize size = turned(panel, rotation);
    for (const auto& [x, y] : {std::pair(0, 0), std::pair(17, 3), std::pair(150, 199)}) {
      const Rect there = turned(Rect{x, y, 1, 1}, panel, rotation);
      const Fraction at =
          page_point({(there.x + 0.5) / panel.width, (there.y + 0.5) / panel.height}, rotation);
      CHECK(static_cast<int>(at.x * size.width) == x);
      CHECK(static_cast<int>(at.y * size.height) == y);
    }
  }
}

TEST_CASE("what is copied lies where it should, and nothing else changes") {
  for (const Rotation rotation : rotations) {
    INFO(90 * static_cast<int>(rotation) << " degrees");
    const Surface page = colored_page(turned(panel, rotation));
    const Surface shown = make_surface(panel.width, panel.height);
    SDL_FillRect(shown.get(), nullptr, white_pixel);
    const Rect part{5, 9, 61, 37};
    copy_turned(*page, part, *shown, rotation);
    std::size_t right = 0;
    for (int y = part.y; y < part.y + part.h; ++y)
      for (int x = part.x; x < part.x + part.w; ++x) {
        const Rect there = turned(Rect{x, y, 1, 1}, panel, rotation);
        right += pixel(*shown, there.x, there.y) == color_of(x, y) ? 1 : 0;
      }
    CHECK(right == static_cast<std::size_t>(part.w * part.h));
    std::size_t untouched = 0;
    for (int y = 0; y < panel.height; ++y)
      for (int x = 0; x < panel.width; ++x) untouched += pixel(*shown, x, y) == white_pixel ? 1 : 0;
    CHECK(untouched == static_cast<std::size_t>(panel.width * panel.height - part.w * part.h));
  }
}

}  // namespace
}  // namespace rohnamo::render
