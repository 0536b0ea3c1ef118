// The stage on a window without a display.
#include "kiosk/app/stage.hpp"

#include <catch2/catch.hpp>
#include <cstdlib>

namespace rohnamo::app {
namespace {

constexpr int width = 400;
constexpr int height = 300;
constexpr scene::Rect button{40, 50, 60, 30};

scene::Scene page(model::Color color) {
  scene::Scene scene;
  scene.width = width;
  scene.height = height;
  scene.background = {255, 255, 255, 255};
  scene.marks = {scene::Box{{0, 0, 200, 100}, color, 0}};
  return scene;
}

std::uint32_t pixel(const SDL_Surface& surface, int x, int y) {
  return reinterpret_cast<const std::uint32_t*>(static_cast<const std::uint8_t*>(surface.pixels) +
                                                static_cast<std::ptrdiff_t>(y) * surface.pitch)[x] |
         0xff000000U;
}

struct World {
  std::unique_ptr<render::Window> window;
  std::unique_ptr<render::SdlFonts> fonts;
  std::unique_ptr<render::Drawings> drawings;
  std::unique_ptr<render::Painter> painter;
  std::unique_ptr<Stage> stage;

  World() {
    setenv("SDL_VIDEODRIVER", "dummy", 1);
    render::WindowOptions small;
    small.width = width;
    small.height = height;
    window = std::move(render::Window::open(small).value());
    fonts = std::move(render::SdlFonts::open(ROHNAMO_FONTS).value());
    drawings = std::make_unique<render::Drawings>(*fonts);
    painter = std::make_unique<render::Painter>(
        *drawings, [](const scene::PictureFill&) { return render::Picture(); });
    stage = std::make_unique<Stage>(*window, *painter);
    stage->show(page({255, 0, 0, 255}), 0, Millis(0), Millis(1'000));
    REQUIRE(stage->frame(Millis(1'000)));
  }
  std::uint32_t at(int x, int y) { return pixel(window->surface(), x, y); }
};

TEST_CASE("a page that was shown needs no more frames") {
  World world;
  CHECK(world.at(10, 10) == 0xffff0000U);
  CHECK_FALSE(world.stage->frame(Millis(1'100)));
  CHECK(world.stage->next_deadline() == Millis::max());
}

TEST_CASE("before there is a page nothing is shown") {
  World world;
  Stage fresh(*world.window, *world.painter);
  CHECK_FALSE(fresh.frame(Millis(0)));
  CHECK(fresh.next_deadline() == Millis::max());
  CHECK_FALSE(fresh.frame(Millis(20)));
}

TEST_CASE("a fade's time begins with its first frame, however long the page took to paint") {
  World world;
  world.stage->show(page({0, 0, 255, 255}), 0, Millis(300), Millis(2'000));
  CHECK(world.stage->fading());
  CHECK_FALSE(world.stage->frame(Millis(2'000)));  // nothing of it is to be seen yet
  REQUIRE(world.stage->frame(Millis(2'250)));      // a slow machine
  CHECK(world.at(10, 10) >> 16U > 0xfff0U);        // and yet it is only at its beginning
  REQUIRE(world.stage->frame(Millis(2'400)));
  CHECK(world.stage->fading());
  REQUIRE(world.stage->frame(Millis(2'600)));
  CHECK(world.at(10, 10) == 0xff0000ffU);
  CHECK_FALSE(world.stage->fading());
  CHECK(world.stage->next_deadline() == Millis::max());
}

TEST_CASE("between pages that look alike there is no fade") {
  World world;
  world.stage->show(page({255, 0, 0, 255}), 0, Millis(300), Millis(2'000));
  CHECK_FALSE(world.stage->fading());
  CHECK_FALSE(world.stage->frame(Millis(2'001)));
}

TEST_CASE("what is pressed darkens, and only there something is painted") {
  World world;
  const SDL_Rect corner{390, 290, 5, 5};  // as if somebody else had painted it
  SDL_FillRect(&world.window->surface(), &corner, 0xff123456U);
  world.stage->press(button, 8);
  REQUIRE(world.stage->frame(Millis(2'000)));
  CHECK(world.at(70, 65) != 0xffff0000U);
  CHECK(world.at(10, 10) == 0xffff0000U);
  CHECK(world.at(392, 292) == 0xff123456U);
  world.stage->press(std::nullopt, 0);
  REQUIRE(world.stage->frame(Millis(2'016)));
  CHECK(world.at(70, 65) == 0xffff0000U);
  CHECK(world.at(392, 292) == 0xff123456U);
}

TEST_CASE("a press during a fade shows the new page at once, with what is pressed") {
  World world;
  world.stage->show(page({0, 0, 255, 255}), 0, Millis(300), Millis(2'000));
  world.stage->press(button, 8);
  REQUIRE(world.stage->frame(Millis(2'000)));
  CHECK(world.at(10, 10) == 0xff0000ffU);
  CHECK(world.at(70, 65) != 0xff0000ffU);
  CHECK_FALSE(world.stage->fading());
}

TEST_CASE("a picture that comes is no reason to paint a page that lacks none") {
  World world;
  world.stage->pictures_arrived();
  CHECK_FALSE(world.stage->frame(Millis(2'000)));
  auto scene = page({255, 0, 0, 255});
  scene.marks.emplace_back(scene::PictureFill{{}, {200, 100, 50, 50}, 0.5, 0.5, {1, 2, 3}, 0});
  world.stage->show(std::move(scene), 0, Millis(0), Millis(2'000));
  REQUIRE(world.stage->frame(Millis(2'000)));
  world.stage->pictures_arrived();
  CHECK(world.stage->frame(Millis(2'016)));
}

TEST_CASE("a picture that comes during a fade lets it end first") {
  World world;
  auto scene = page({0, 0, 255, 255});
  scene.marks.emplace_back(scene::PictureFill{{}, {200, 100, 50, 50}, 0.5, 0.5, {1, 2, 3}, 0});
  world.stage->show(std::move(scene), 0, Millis(300), Millis(2'000));
  REQUIRE(world.stage->frame(Millis(2'010)));
  world.stage->pictures_arrived();
  CHECK(world.stage->fading());
  REQUIRE(world.stage->frame(Millis(2'400)));
  CHECK_FALSE(world.stage->fading());
  CHECK(world.stage->next_deadline() == Millis(0));  // and then it is painted
}

}  // namespace
}  // namespace rohnamo::app
