#include "kiosk/render/blend.hpp"

#include "tests/kiosk/render/support.hpp"

namespace rohnamo::render {
namespace {

struct Fade {
  Surface from = make_surface(33, 5), to = make_surface(33, 5), target = make_surface(33, 5);
  Fade() {
    SDL_FillRect(from.get(), nullptr, 0xff00ff10U);
    SDL_FillRect(to.get(), nullptr, 0xffff0020U);
  }
  std::uint32_t mixed(int mix) {
    blend(*from, *to, mix, *target);
    CHECK(pixel(*target, 0, 0) == pixel(*target, 32, 4));
    return pixel(*target, 16, 2);
  }
};

TEST_CASE("a fade begins with exactly the one picture and ends with exactly the other") {
  Fade fade;
  CHECK(fade.mixed(0) == 0xff00ff10U);
  CHECK(fade.mixed(255) == 0xffff0020U);
  CHECK(fade.mixed(-5) == 0xff00ff10U);
  CHECK(fade.mixed(999) == 0xffff0020U);
}

TEST_CASE("between them it goes one way, and stays opaque") {
  Fade fade;
  std::uint32_t red = 0;
  for (int mix = 0; mix <= 255; ++mix) {
    const auto now = fade.mixed(mix);
    CHECK((now >> 24U) == 255);
    CHECK(((now >> 16U) & 255U) >= red);
    red = (now >> 16U) & 255U;
  }
  const auto half = fade.mixed(128);
  CHECK(std::abs(static_cast<int>((half >> 16U) & 255U) - 128) <= 2);
}

TEST_CASE("two equal pictures do not darken on the way") {
  Fade fade;
  SDL_FillRect(fade.to.get(), nullptr, 0xff00ff10U);
  for (int mix = 0; mix <= 255; ++mix) CHECK(fade.mixed(mix) == 0xff00ff10U);
}

TEST_CASE("a part is faded alone, and its picture may be the target") {
  Fade fade;
  SDL_FillRect(fade.target.get(), nullptr, 0xff010203U);
  blend(*fade.from, *fade.to, 255, *fade.target, {4, 1, 10, 2});
  CHECK(pixel(*fade.target, 3, 1) == 0xff010203U);
  CHECK(pixel(*fade.target, 4, 1) == 0xffff0020U);
  CHECK(pixel(*fade.target, 13, 2) == 0xffff0020U);
  CHECK(pixel(*fade.target, 14, 2) == 0xff010203U);
  CHECK(pixel(*fade.target, 4, 3) == 0xff010203U);

  blend(*fade.from, *fade.to, 128, *fade.from, {-7, -7, 500, 500});
  CHECK(((pixel(*fade.from, 0, 0) >> 16U) & 255U) > 100);
}

}  // namespace
}  // namespace rohnamo::render
