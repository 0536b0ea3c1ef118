#include "content/model/opening.hpp"

#include <catch2/catch.hpp>

using namespace rohnamo;
using namespace rohnamo::model;
using std::chrono::days;
using std::chrono::minutes;

namespace {

const std::chrono::local_days first_monday(std::chrono::year(2026) / 3 / 2);

LocalTime at(int day, int hour, int minute = 0) {
  return first_monday + days(day) + minutes(hour * 60 + minute);
}

// Monday to Friday with a break at noon, Saturday in the morning.
Opening office() {
  Opening opening;
  for (std::size_t day = 0; day < 5; ++day)
    opening.week[day] = {{9 * 60, 12 * 60}, {13 * 60, 17 * 60}};
  opening.week[5] = {{10 * 60, 14 * 60}};
  return opening;
}

void check(const OpenState& state, bool open, std::optional<LocalTime> until) {
  CHECK(state.open == open);
  CHECK(state.until == until);
}

base::Result<Opening> read(const char* json) {
  const auto value = base::json::parse(json, 10'000);
  return read_opening(base::json::Reader(value.value(), "opening"));
}

}  // namespace

TEST_CASE("a place is open until the end of the span, closed until the next begins") {
  check(state_at(office(), at(0, 8, 59)), false, at(0, 9));
  check(state_at(office(), at(0, 9)), true, at(0, 12));
  check(state_at(office(), at(0, 12)), false, at(0, 13));
  check(state_at(office(), at(0, 16, 59)), true, at(0, 17));
  check(state_at(office(), at(4, 17)), false, at(5, 10));
  check(state_at(office(), at(5, 14)), false, at(7, 9));
}

TEST_CASE("a closed day is passed over") {
  Opening opening = office();
  opening.closed = {first_monday + days(7), first_monday + days(8)};
  check(state_at(opening, at(5, 15)), false, at(9, 9));
  check(state_at(opening, at(7, 10)), false, at(9, 9));
}

TEST_CASE("spans that meet at midnight are one") {
  Opening opening;
  opening.week[4] = {{20 * 60, day_minutes}};
  opening.week[5] = {{0, 2 * 60}, {20 * 60, day_minutes}};
  check(state_at(opening, at(4, 23)), true, at(5, 2));
  check(state_at(opening, at(5, 1)), true, at(5, 2));
  check(state_at(opening, at(5, 21)), true, at(6, 0));
  opening.closed = {first_monday + days(5)};
  check(state_at(opening, at(4, 23)), true, at(5, 0));
}

TEST_CASE("what is always open or always closed does not change") {
  Opening always;
  always.week.fill({{0, day_minutes}});
  check(state_at(always, at(2, 2)), true, {});
  check(state_at(Opening(), at(2, 2)), false, {});
}

TEST_CASE("an opening goes through its record unchanged") {
  Opening opening = office();
  opening.closed = {first_monday};
  const base::json::Value record = write_opening(opening);
  CHECK(boost::json::serialize(record.at("sat")) == R"(["10:00-14:00"])");
  CHECK(boost::json::serialize(record.at("closed")) == R"(["2026-03-02"])");
  CHECK(read_opening(base::json::Reader(record, "opening")).value() == opening);
}

TEST_CASE("spans that make no sense are refused") {
  CHECK(read(R"({"mon": ["09:00-12:00", "13:00-17:00"], "later": 1})"));
  CHECK_FALSE(read(R"({"mon": ["12:00-09:00"]})"));
  CHECK_FALSE(read(R"({"mon": ["09:00-12:00", "11:00-13:00"]})"));
  CHECK_FALSE(read(R"({"mon": ["09:00-12:00", "12:00-13:00"]})"));
  CHECK_FALSE(read(R"({"mon": [9]})"));
  CHECK_FALSE(read(R"({"closed": ["2026-02-30"]})"));
  std::string many = R"({"mon": ["00:00-00:01")";
  for (int hour = 1; hour < 9; ++hour)
    many += R"(, "0)" + std::to_string(hour) + R"(:00-0)" + std::to_string(hour) + R"(:01")";
  CHECK_FALSE(read((many + "]}").c_str()));
}
