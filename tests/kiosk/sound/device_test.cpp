#include "kiosk/sound/device.hpp"

#include <catch2/catch.hpp>
#include <cstdlib>

#include "tests/temporary_folder.hpp"

using namespace rohnamo;

TEST_CASE("a machine is heard by a playback device, or by what its environment names") {
  unsetenv("SDL_AUDIODRIVER");
  unsetenv("PULSE_SERVER");
  tests::TemporaryFolder folder;
  const auto device = [&](const char* name) {
    REQUIRE(base::write_whole(base::posix_fs(), folder.path() / name, ""));
  };
  CHECK_FALSE(sound::can_be_heard(folder.path() / "none"));
  device("controlC0");
  device("pcmC0D0c");  // a microphone
  CHECK_FALSE(sound::can_be_heard(folder.path()));
  device("pcmC0D3p");
  CHECK(sound::can_be_heard(folder.path()));
  setenv("SDL_AUDIODRIVER", "disk", 1);
  CHECK(sound::can_be_heard(folder.path() / "none"));
  unsetenv("SDL_AUDIODRIVER");
}
