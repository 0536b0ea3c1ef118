#include "kiosk/scene/style.hpp"

#include <catch2/catch.hpp>
#include <cmath>

#include "world.hpp"

namespace rohnamo::scene {
namespace {

TEST_CASE("sizes follow the screen: 15 mm targets on 21.5 inches of 1920x1080") {
  const World world;
  const auto style = [&](int w, int h) {
    return Style({w, h}, world.channel, model::Direction::left_to_right);
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
    const Style style({1920, 1080}, world.channel, model::Direction::left_to_right);
    CHECK(contrast(style.color.tint, style.color.paper) >= 4.5);
    const Color chip = mix(style.color.paper, style.color.tint, model::chip_share);
    CHECK(contrast(style.color.tint, chip) >= 4.5);
    CHECK(contrast(style.color.on_tint, style.color.tint) >= 4.5);
  }
}

TEST_CASE("all text colours keep the contrast of WCAG AA") {
  const World world;
  const Style style({1920, 1080}, world.channel, model::Direction::left_to_right);
  CHECK(contrast(style.color.ink, style.color.paper) >= 7.0);
  CHECK(contrast(style.color.soft, style.color.paper) >= 4.5);
  CHECK(contrast(style.color.ink, style.color.wash) >= 7.0);
  CHECK(contrast(style.color.notice_ink, style.color.notice) >= 4.5);
  CHECK(contrast(style.color.on_tint, style.color.urgent) >= 4.5);
  const Color topic = style.topic_tint(world.channel, "work");
  CHECK(contrast(topic, mix(style.color.paper, topic, model::chip_share)) >= 4.5);
  CHECK(style.topic_tint(world.channel, "none") == style.color.tint);
}

TEST_CASE("white on black keeps the contrast of WCAG AAA, whatever the channel's colours") {
  World world;
  for (const model::Color tint : {model::Color{255, 255, 255, 255}, model::Color{255, 230, 0, 255},
                                  model::Color{11, 93, 138, 255}, model::Color{0, 0, 0, 255}}) {
    world.channel.tint = tint;
    const Style style({1920, 1080}, world.channel, model::Direction::left_to_right, {0, true});
    const Palette& color = style.color;
    for (const Color ground : {color.paper, color.panel, color.wash}) {
      CHECK(contrast(color.ink, ground) >= 7.0);
      CHECK(contrast(color.soft, ground) >= 7.0);
      CHECK(contrast(color.tint, ground) >= 7.0);
      CHECK(contrast(style.topic_tint(world.channel, "work"), ground) >= 7.0);
    }
    CHECK(contrast(color.on_tint, color.tint) >= 7.0);
    CHECK(contrast(color.notice_ink, color.notice) >= 7.0);
    CHECK(contrast(color.on_tint, color.urgent) >= 7.0);
  }
}

TEST_CASE("text grows in five steps, the controls stay") {
  const World world;
  int before = 0;
  for (int step = 0; step < 5; ++step) {
    const Style style({1920, 1080}, world.channel, model::Direction::left_to_right, {step, false});
    CHECK(style.body > before);
    CHECK(style.lead >= style.body);
    CHECK(style.title > style.heading);
    CHECK(style.label == 30);
    before = style.body;
  }
  // A capital H of 0.7 degrees at 60 cm (EN 301 549, 5.1.4), 0.25 mm a pixel, 0.714 em a capital.
  const Style large({1920, 1080}, world.channel, model::Direction::left_to_right, {2, false});
  CHECK(large.body * 0.714 * 0.25 >= 600 * std::tan(0.7 * 3.14159265 / 180));
}

}  // namespace
}  // namespace rohnamo::scene
