#include "kiosk/render/cross_fade.hpp"

#include <algorithm>

#include "kiosk/render/blend.hpp"
#include "tests/kiosk/render/support.hpp"

namespace rohnamo::render {
namespace {

constexpr int width = 300;
constexpr int height = 200;

Surface plain(std::uint32_t color) {
  auto surface = make_surface(width, height);
  SDL_FillRect(surface.get(), nullptr, color);
  return surface;
}

Surface with(std::uint32_t color, std::vector<SDL_Rect> rects, std::uint32_t ground) {
  auto surface = plain(ground);
  for (const auto& rect : rects) SDL_FillRect(surface.get(), &rect, color);
  return surface;
}

bool same(const SDL_Surface& one, const SDL_Surface& other) {
  for (int y = 0; y < one.h; ++y)
    for (int x = 0; x < one.w; ++x)
      if (pixel(one, x, y) != pixel(other, x, y)) return false;
  return true;
}

// One whole frame of a fade, its parts in bands of some rows.
void step(const CrossFade& fade, int mix, SDL_Surface& window) {
  for (const auto& part : fade.parts())
    for (int top = 0; top < part.h; top += 50)
      fade.step(mix, window, {part.x, part.y + top, part.w, std::min(50, part.h - top)});
}

TEST_CASE("two pages that look alike need no frames") {
  CrossFade fade(*plain(white_pixel), plain(white_pixel));
  CHECK(fade.parts().empty());
}

TEST_CASE("all that differs is in one of the parts, and none overlaps another") {
  const auto old = plain(white_pixel);
  const auto page =
      with(black_pixel, {{0, 0, 1, 1}, {299, 199, 1, 1}, {100, 60, 90, 40}}, white_pixel);
  const auto parts = differences(*old, *page);
  REQUIRE(parts.size() >= 3);
  std::size_t covered = 0;
  for (int y = 0; y < height; ++y)
    for (int x = 0; x < width; ++x) {
      const auto in = std::ranges::count_if(parts, [&](const auto& p) { return p.contains(x, y); });
      CHECK(in <= 1);
      covered += static_cast<std::size_t>(in);
      if (pixel(*page, x, y) != white_pixel) CHECK(in == 1);
    }
  CHECK(covered < width * height / 2);
}

TEST_CASE("a fade begins with the old page and ends with the new one, to the pixel") {
  auto window = with(0xff00ff10U, {{10, 20, 150, 60}, {250, 0, 50, 200}}, 0xff808080U);
  const auto before = with(0xff00ff10U, {{10, 20, 150, 60}, {250, 0, 50, 200}}, 0xff808080U);
  const auto after = with(0xffff0020U, {{30, 10, 200, 90}}, 0xff808080U);
  const CrossFade fade(*window, with(0xffff0020U, {{30, 10, 200, 90}}, 0xff808080U));
  REQUIRE(fade.fits(*window));
  step(fade, 120, *window);
  CHECK_FALSE(same(*window, *before));
  CHECK(pixel(*window, 5, 190) == 0xff808080U);
  step(fade, 0, *window);
  CHECK(same(*window, *before));
  step(fade, 255, *window);
  CHECK(same(*window, *after));
}

TEST_CASE("a step is what a blend of the whole would be") {
  auto window = with(0xff204080U, {{0, 0, 130, 70}}, 0xff102030U);
  const auto from = with(0xff204080U, {{0, 0, 130, 70}}, 0xff102030U);
  const auto to = with(0xffc0b0a0U, {{60, 33, 200, 101}}, 0xff102030U);
  const CrossFade fade(*window, with(0xffc0b0a0U, {{60, 33, 200, 101}}, 0xff102030U));
  const auto whole = make_surface(width, height);
  for (const int mix : {1, 77, 128, 200, 254}) {
    step(fade, mix, *window);
    blend(*from, *to, mix, *whole);
    CHECK(same(*window, *whole));
  }
}

TEST_CASE("pages that differ all over in specks are faded as one part") {
  const auto old = make_surface(4096, 2048);
  const auto page = make_surface(4096, 2048);
  for (int y = 0; y < 2048; y += 32)
    for (int x = y / 32 % 2 * 64; x < 4096; x += 128) {
      const SDL_Rect speck{x, y, 1, 1};
      SDL_FillRect(page.get(), &speck, white_pixel);
    }
  const auto parts = differences(*old, *page);
  REQUIRE(parts.size() == 1);
  CHECK(parts[0].w >= 4096 - 64);
}

}  // namespace
}  // namespace rohnamo::render
