#include <catch2/catch.hpp>

#include "sync/app/clock.hpp"

using namespace rohnamo;
using std::chrono::days;

TEST_CASE("Certificates are judged by a clock that is kept, else by the floor as a lower bound") {
  const base::Time floor = base::build_time();
  const auto kept = app::certificate_time(floor + days(3), floor, true);
  CHECK(kept.now == floor + days(3));
  CHECK(!kept.lower_bound);
  for (const auto& time : {app::certificate_time(floor + days(3), floor, false),
                           app::certificate_time(floor - days(3), floor, true),
                           app::certificate_time(floor + days(3000), floor, true)}) {
    CHECK(time.now == floor);
    CHECK(time.lower_bound);
  }
}
