// The staff's pages as pictures that were looked at: tests/golden/staff-*.png.
#include <catch2/catch.hpp>

#include "kiosk/render/painter.hpp"
#include "staff_world.hpp"
#include "tests/kiosk/render/golden.hpp"

namespace rohnamo::app {
namespace {

struct Case {
  const char* language;
  int width, height;
  const char* name;
};

bool looks(const scene::Scene& scene, const std::string& name) {
  const auto surface = render::make_surface(scene.width, scene.height);
  render::Drawings drawings(scene::real_fonts());
  render::Painter(drawings, nullptr).paint(scene, 0, *surface);
  return tests::matches_golden(*surface, tests::source_dir() / "tests/golden" / (name + ".png"));
}

scene::Surround around(const scene::Kit& kit) {
  scene::Surround around;
  around.visiting = around.staff = true;
  around.freshness = kit.words->say("staff_title");
  return around;
}

TEST_CASE("the staff's pages look as they did") {
  const Case one =
      GENERATE(values<Case>({{"tg", 1280, 720, "tg"}, {"fa", 720, 1280, "portrait-fa"}}));
  StaffWorld world;
  world.fail("offline", std::chrono::minutes(40));
  world.known.sync->last_success = world.now - std::chrono::days(3);
  const scene::Kit kit = staff_channel().kit(one.language, {one.width, one.height});
  const std::string wrong = kit.words->say("staff_pin_wrong", {{"n", std::int64_t{4}}});
  CHECK(looks(scene::pin_pad(kit, around(kit), {2, wrong, true, true}),
              std::string("staff-pin-") + one.name));
  scene::StaffSheet sheet = staff_sheet(*kit.words, world.told());
  sheet.volume = 4;
  CHECK(looks(scene::staff_page(kit, around(kit), sheet), std::string("staff-") + one.name));
}

}  // namespace
}  // namespace rohnamo::app
