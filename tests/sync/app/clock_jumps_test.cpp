#include "sync/app/clock_jumps.hpp"

#include <catch2/catch.hpp>

using namespace rohnamo;
using namespace std::chrono_literals;
using Ticks = app::ClockJumps::Ticks;

TEST_CASE("A clock that runs is not one that was set") {
  const base::Time start = base::build_time();
  app::ClockJumps jumps;
  CHECK_FALSE(jumps.look(start, Ticks(5s)));
  CHECK_FALSE(jumps.look(start + 24h, Ticks(5s + 24h)));
  CHECK_FALSE(jumps.look(start + 48h + 9s, Ticks(5s + 48h)));
  CHECK_FALSE(jumps.look(start + 72h, Ticks(5s + 72h)));
}

TEST_CASE("A clock that was set, once for each time") {
  app::ClockJumps jumps;
  CHECK_FALSE(jumps.look(base::Time(), Ticks(5s)));
  const base::Time right = base::build_time();
  CHECK(jumps.look(right, Ticks(7s)) == right.time_since_epoch() - 2s);
  CHECK_FALSE(jumps.look(right + 1min, Ticks(67s)));
  CHECK(jumps.look(right + 2min - 1h, Ticks(127s)) == -1h);
}
