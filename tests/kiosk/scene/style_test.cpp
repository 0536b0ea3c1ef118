#include "kiosk/scene/style.hpp"

#include <catch2/catch.hpp>

#include "world.hpp"

namespace rohnamo::scene {
namespace {

TEST_CASE("sizes follow the screen: 15 mm targets on 21.5 inches of 1920x1080") {
  const World world;
  const auto style = [&](int w, int h) {
    return Style(w, h, world.channel, model::Direction::left_to_right);
  };
  CHECK(style(1920, 1080).target >= 60);
  CHECK(style(1920, 1080).primary >= 80);
  CHECK(style(1080, 1920).target == style(1920, 1080).target);
  CHECK(style(3840, 2160).target == 2 * style(1920, 1080).target);
  CHECK(style(1080, 1920).portrait);
}

TEST_CASE("every tint becomes dark enough to read and to write white on") {
  World world;
  for (const model::Color tint : {model::Color{255, 255, 255, 255}, model::Color{255, 230, 0, 255},
                                  model::Color{11, 93, 138, 255}, model::Color{0, 0, 0, 255}}) {
    world.channel.tint = tint;
    const Style style(1920, 1080, world.channel, model::Direction::left_to_right);
    CHECK(contrast(style.color.tint, style.color.paper) >= 4.5);
    CHECK(contrast(style.color.on_tint, style.color.tint) >= 4.5);
  }
}

TEST_CASE("all text colours keep the contrast of WCAG AA") {
  const World world;
  const Style style(1920, 1080, world.channel, model::Direction::left_to_right);
  CHECK(contrast(style.color.ink, style.color.paper) >= 7.0);
  CHECK(contrast(style.color.soft, style.color.paper) >= 4.5);
  CHECK(contrast(style.color.ink, style.color.wash) >= 7.0);
  CHECK(contrast(style.color.notice_ink, style.color.notice) >= 4.5);
  CHECK(contrast(style.color.on_tint, style.color.urgent) >= 4.5);
  CHECK(contrast(style.topic_tint(world.channel, "work"), style.color.paper) >= 4.5);
  CHECK(style.topic_tint(world.channel, "none") == style.color.tint);
}

}  // namespace
}  // namespace rohnamo::scene
