#include "kiosk/app/freshness.hpp"

#include <catch2/catch.hpp>

namespace rohnamo::app {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;

const base::Time noon(base::seconds(1'800'014'400));

text::Wording words() {
  model::Strings strings{"en",
                         {{"fresh_now", "now"},
                          {"fresh_minutes", "{n} min"},
                          {"fresh_hours", "{n} h"},
                          {"fresh_days", "{n} d"},
                          {"fresh_offline", "offline"},
                          {"fresh_expired", "expired"},
                          {"fresh_installed", "installed"}}};
  return {{"en", "English", "en", model::Direction::left_to_right, {}}, strings, "UTC"};
}

Known synced(base::seconds ago, const char* outcome = "unchanged") {
  Known known;
  known.sync = exchange::SyncStatus();
  known.sync->last_success = noon - ago;
  known.sync->attempts.push_back({noon, outcome, "", ""});
  return known;
}

std::string line(const Known& known) {
  return freshness(words(), known, noon).words;
}

TEST_CASE("the line says the age of what is shown") {
  CHECK(line(synced(minutes(3))) == "now");
  CHECK(line(synced(minutes(12))) == "12 min");
  CHECK(line(synced(hours(5))) == "5 h");
  CHECK(line(synced(days(3))) == "3 d");
  CHECK(line(synced(days(30))) == "offline");
  CHECK(line(synced(-minutes(5))) == "now");
}

TEST_CASE("a failed attempt is told once it matters") {
  CHECK(line(synced(hours(2), "failed")) == "2 h");
  CHECK(line(synced(hours(7), "failed")) == "offline");
}

TEST_CASE("what the mission's signature holds for no longer is told apart from no line") {
  Known known = synced(hours(7), "failed");
  known.sync->metadata_expires = noon + hours(1);
  CHECK(line(known) == "offline");
  CHECK(freshness(words(), known, noon).changes_at == noon + hours(1));
  CHECK(freshness(words(), known, noon + hours(1)).words == "expired");
  Known after = known;
  after.sync->metadata_expires = noon + days(7);
  CHECK_FALSE(same_freshness(known, after));
  Known never = known;
  never.sync->last_success.reset();
  never.proven = noon - days(1);
  CHECK(line(never) == "offline");
  CHECK(freshness(words(), never, noon + hours(2)).words == "expired");
}

TEST_CASE("a screen that never synced says where its stories are from") {
  Known installed;
  installed.builtin = true;
  CHECK(line(installed) == "installed");
  Known unknown;
  CHECK(line(unknown).empty());
  unknown.proven = noon;
  CHECK(line(unknown) == "offline");
}

TEST_CASE("the line is looked at again when it changes, and not before") {
  const Known known = synced(minutes(12) + base::seconds(20));
  CHECK(freshness(words(), known, noon).changes_at == noon + base::seconds(40));
  CHECK(freshness(words(), synced(minutes(4)), noon).changes_at == noon + minutes(6));
  CHECK_FALSE(freshness(words(), synced(days(30)), noon).changes_at);
}

TEST_CASE("a download's progress does not change the line") {
  Known before = synced(minutes(12));
  Known after = before;
  after.sync->busy = true;
  after.sync->bytes_done = 4096;
  CHECK(same_freshness(before, after));
  after.sync->attempts.front().outcome = "failed";
  CHECK_FALSE(same_freshness(before, after));
  CHECK_FALSE(same_freshness(before, synced(minutes(1))));
}

}  // namespace
}  // namespace rohnamo::app
