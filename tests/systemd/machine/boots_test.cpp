#include "systemd/machine/boots.hpp"

#include <catch2/catch.hpp>

using namespace rohnamo;
using namespace rohnamo::machine;
using End = exchange::Boot::End;

namespace {

constexpr base::Time morning{base::seconds(1'800'000'000)};
constexpr base::seconds hour{3600};

}  // namespace

TEST_CASE("a machine that went off without a word had its power cut") {
  Boots boots;
  note_alive(boots, "monday", morning, {});
  note_alive(boots, "monday", morning + hour, {});
  REQUIRE(boots.size() == 1);
  CHECK(boots[0].end == End::running);
  note_alive(boots, "tuesday", morning + 20 * hour, {});
  CHECK(boots == Boots{{"tuesday", morning + 20 * hour, morning + 20 * hour, End::running},
                       {"monday", morning, morning + hour, End::power_cut}});
}

TEST_CASE("one that was shut down, or crashed, or hung, is told apart from it") {
  Boots boots;
  note_alive(boots, "1", morning, {});
  note_shutdown(boots, "1", morning + hour);
  CHECK(boots[0].end == End::orderly);
  // Traces of an older crash say nothing of a machine that was shut down since.
  note_alive(boots, "2", morning + 2 * hour, {true, true});
  CHECK(boots[1].end == End::orderly);
  note_alive(boots, "3", morning + 3 * hour, {true, false});
  CHECK(boots[1].end == End::crash);
  note_alive(boots, "4", morning + 4 * hour, {false, true});
  CHECK(boots[1].end == End::watchdog);
}

TEST_CASE("a shutdown that did not come about is forgotten") {
  Boots boots;
  note_shutdown(boots, "1", morning);
  note_alive(boots, "1", morning + hour, {});
  CHECK(boots[0].end == End::running);
}

TEST_CASE("a clock that was set back does not make a boot end before it was seen") {
  Boots boots;
  note_alive(boots, "1", morning, {});
  note_alive(boots, "1", morning - hour, {});
  CHECK(boots[0].seen == morning);
}

TEST_CASE("the last boots are kept") {
  Boots boots;
  for (std::size_t i = 0; i < exchange::boots_kept + 3; ++i)
    note_alive(boots, std::to_string(i), morning, {});
  CHECK(boots.size() == exchange::boots_kept);
  CHECK(boots.front().id == std::to_string(exchange::boots_kept + 2));
}
