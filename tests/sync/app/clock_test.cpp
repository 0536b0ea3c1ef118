#include <catch2/catch.hpp>

#include "sync/app/clock.hpp"
#include "tests/fakes/memory_fs.hpp"

using namespace rohnamo;
using std::chrono::days;

TEST_CASE("The floor is the higher of what the cache and the program prove") {
  fakes::MemoryFs fs;
  REQUIRE(fs.make_directories("/cache"));
  CHECK(app::time_floor(fs, "/cache") == base::build_time());
  const base::Time later = base::build_time() + days(30);
  REQUIRE(base::write_whole(fs, "/cache/time", base::to_rfc3339(later) + "\n"));
  CHECK(app::time_floor(fs, "/cache") == later);
  const base::Time earlier = base::build_time() - days(30);
  REQUIRE(base::write_whole(fs, "/cache/time", base::to_rfc3339(earlier) + "\n"));
  CHECK(app::time_floor(fs, "/cache") == base::build_time());
}

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
