#include "content/base/time.hpp"

#include <catch2/catch.hpp>

using namespace rohnamo::base;

TEST_CASE("RFC 3339 goes both ways") {
  for (const char* text : {"1970-01-01T00:00:00Z", "2026-11-23T20:47:52Z", "2024-02-29T23:59:59Z"})
    CHECK(to_rfc3339(from_rfc3339(text).value()) == text);
  CHECK(from_rfc3339("1970-01-02T00:00:01Z").value().time_since_epoch() == seconds(86401));
}

TEST_CASE("what is no time is refused") {
  for (const char* text :
       {"", "2026-11-23", "2026-13-01T00:00:00Z", "2026-02-29T00:00:00Z", "2026-01-01T24:00:00Z",
        "2026-01-01T00:00:00", "2026-01-01T00:00:00Zx", "-026-01-01T00:00:00Z"})
    CHECK_FALSE(from_rfc3339(text));
  CHECK_FALSE(parse_day("2026-02-30"));
  CHECK_FALSE(parse_day("2026-02-03x"));
}

TEST_CASE("a clock outside the floor's two years is not believed") {
  const Time floor = from_rfc3339("2026-01-01T00:00:00Z").value();
  const auto at = [](const char* text) { return from_rfc3339(text).value(); };
  CHECK(trusted_now(at("1970-01-01T00:00:00Z"), floor) == floor);
  CHECK(trusted_now(at("2027-06-01T00:00:00Z"), floor) == at("2027-06-01T00:00:00Z"));
  CHECK(trusted_now(at("2099-01-01T00:00:00Z"), floor) == floor);
}
