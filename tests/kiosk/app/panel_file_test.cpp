#include "kiosk/app/panel_file.hpp"

#include <catch2/catch.hpp>

#include "tests/fakes/memory_fs.hpp"

namespace rohnamo::app {
namespace {

const base::Path state = "/state";

TEST_CASE("the panel that was shown on last is known at the next start") {
  fakes::MemoryFs fs;
  const PanelFile file(fs, state);
  CHECK_FALSE(file.read());
  file.note({1280, 720});
  CHECK(file.read() == Size{1280, 720});
  file.note({1080, 1920});
  CHECK(file.read() == Size{1080, 1920});
}

TEST_CASE("a file that is broken, or names no size of a panel, is none") {
  fakes::MemoryFs fs;
  const PanelFile file(fs, state);
  for (const char* text :
       {"", "{", R"({"format":1})", R"({"format":9,"width":1280,"height":720})",
        R"({"format":1,"width":0,"height":720})", R"({"format":1,"width":1280,"height":99999})"}) {
    REQUIRE(fs.make_directories(state));
    REQUIRE(base::write_whole(fs, state / "panel.json", text));
    CHECK_FALSE(file.read());
    file.note({1280, 720});
    CHECK(file.read() == Size{1280, 720});
  }
}

}  // namespace
}  // namespace rohnamo::app
