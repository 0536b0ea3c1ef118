// Where no screen can be had. With one: tests/machine.
#include "kiosk/render/kms_screen.hpp"

#include <catch2/catch.hpp>
#include <fstream>

#include "tests/temporary_folder.hpp"

namespace rohnamo::render {
namespace {

TEST_CASE("a machine without display controllers has no screen of its own") {
  const tests::TemporaryFolder folder;
  for (const auto& place : {folder.path(), folder.path() / "nothing"}) {
    const auto screen = KmsScreen::open(place);
    REQUIRE_FALSE(screen);
    CHECK(screen.error().code == base::Code::not_found);
    CHECK(screen.error().message == "no screen of this machine's own");
  }
}

TEST_CASE("each device that gives no screen is named with its reason") {
  const tests::TemporaryFolder folder;
  std::ofstream(folder.path() / "card1") << "no device";
  std::ofstream(folder.path() / "card0") << "no device";
  std::ofstream(folder.path() / "renderD128") << "passed over";
  const auto screen = KmsScreen::open(folder.path());
  REQUIRE_FALSE(screen);
  const std::string& words = screen.error().message;
  CHECK(words.find("card0: it has no buffers to draw into") < words.find("card1: it has"));
  CHECK(words.find("card1: it has") != std::string::npos);
  CHECK(words.find("renderD128") == std::string::npos);
}

}  // namespace
}  // namespace rohnamo::render
