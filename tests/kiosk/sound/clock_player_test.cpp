#include "kiosk/sound/clock_player.hpp"

#include "recording.hpp"
#include "tests/temporary_folder.hpp"

using namespace rohnamo;
using sound::Millis;

TEST_CASE("on a script's clock a recording takes its own time") {
  tests::TemporaryFolder folder;
  tests::record_tone(folder.path() / "tone.opus", Millis(2'000));
  sound::ClockPlayer player(base::posix_fs());
  CHECK(player.available());
  REQUIRE(player.play(folder.path() / "tone.opus", Millis(500), 3, Millis(10'000)));
  CHECK(player.position(Millis(10'000)) == Millis(500));
  CHECK(player.position(Millis(11'200)) == Millis(1'700));
  CHECK_FALSE(player.ended(Millis(11'499)));
  CHECK(player.ended(Millis(11'500)));
  CHECK(player.position(Millis(99'000)) == Millis(2'000));
}

TEST_CASE("what is no recording is not played") {
  tests::TemporaryFolder folder;
  sound::ClockPlayer player(base::posix_fs());
  CHECK_FALSE(player.play(folder.path() / "none.opus", Millis(0), 3, Millis(0)));
  REQUIRE(base::write_whole(base::posix_fs(), folder.path() / "a.opus", "no sound"));
  CHECK(player.play(folder.path() / "a.opus", Millis(0), 3, Millis(0)).error().code ==
        base::Code::corrupt);
}
