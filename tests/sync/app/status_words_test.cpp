#include <catch2/catch.hpp>

#include "sync/app/status_words.hpp"

using namespace rohnamo;
using namespace std::chrono_literals;
using Catch::Contains;

namespace {

base::Time at(const char* text) {
  return *base::from_rfc3339(text);
}

exchange::Attempt attempt(const char* time, const char* outcome, const char* code = "",
                          const char* message = "") {
  exchange::Attempt attempt;
  attempt.at = at(time);
  attempt.outcome = outcome;
  attempt.code = code;
  attempt.message = message;
  return attempt;
}

exchange::SyncStatus status() {
  exchange::SyncStatus status;
  status.version = "1.2.3";
  status.server = "https://example.org/kiosks/";
  status.edition = "0123456789abcdef0123456789abcdef";
  status.last_success = at("2026-11-23T20:00:00Z");
  status.last_change = at("2026-11-20T20:12:00Z");
  status.next_attempt = at("2026-11-23T20:15:00Z");
  status.metadata_expires = at("2026-11-30T20:12:00Z");
  status.time_floor = at("2026-11-23T19:59:00Z");
  status.attempts = {attempt("2026-11-23T20:00:00Z", "unchanged"),
                     attempt("2026-11-23T19:45:00Z", "failed", "offline", "connecting: refused")};
  return status;
}

app::StatusView view(const char* system = "2026-11-23T20:12:00Z") {
  app::StatusView view;
  view.system = at(system);
  view.running = true;
  return view;
}

}  // namespace

TEST_CASE("A good state, line by line") {
  CHECK(app::describe(status(), view()) ==
        "Server:         https://example.org/kiosks/\n"
        "Content:        edition 0123456789abcdef0123456789abcdef\n"
        "Last confirmed: 2026-11-23 20:00 UTC (12 minutes ago)\n"
        "Last changed:   2026-11-20 20:12 UTC (3 days ago)\n"
        "Now:            waiting; next attempt 2026-11-23 20:15 UTC (in 3 minutes)\n"
        "Signatures:     valid until 2026-11-30 20:12 UTC (in 7 days)\n"
        "Clock:          2026-11-23 20:12 UTC, plausible (it is no earlier than 2026-11-23 19:59 "
        "UTC)\n"
        "Program:        rohnamo-sync 1.2.3\n"
        "Last attempts:\n"
        "  2026-11-23 20:00 UTC (12 minutes ago): unchanged\n"
        "  2026-11-23 19:45 UTC (27 minutes ago): failed (offline)\n"
        "      connecting: refused\n");
}

TEST_CASE("A kiosk that has never synced") {
  exchange::SyncStatus empty;
  empty.time_floor = at("2026-11-23T19:59:00Z");
  const std::string text = app::describe(empty, view());
  CHECK_THAT(text, Contains("none yet: the screen shows what was installed with it"));
  CHECK_THAT(text, Contains("Last confirmed: unknown"));
  CHECK_THAT(text, Contains("none verified yet"));
  CHECK_THAT(text, Contains("No attempts yet."));
}

TEST_CASE("What it is doing") {
  exchange::SyncStatus now = status();
  CHECK_THAT(app::describe(now, view("2026-11-23T21:12:00Z")), Contains("overdue"));
  app::StatusView stopped = view();
  stopped.running = false;
  CHECK_THAT(app::describe(now, stopped), Contains("systemctl start rohnamo-sync"));
  now.busy = true;
  CHECK_THAT(app::describe(now, view()), Contains("asking the server"));
  now.bytes_done = 3'400'000;
  now.bytes_total = 12'100'000;
  CHECK_THAT(app::describe(now, view()), Contains("fetching: 3400 KB of 12 MB"));
}

TEST_CASE("What has gone wrong") {
  CHECK_THAT(app::describe(status(), view("1970-01-01T00:03:00Z")),
             Contains("1970-01-01 00:03 UTC is wrong; going by 2026-11-23 19:59 UTC"));
  exchange::SyncStatus old = status();
  old.metadata_expires = at("2026-11-22T20:12:00Z");
  CHECK_THAT(app::describe(old, view()), Contains("expired 2026-11-22 20:12 UTC (1 day ago)"));
}

TEST_CASE("A clock that was set") {
  exchange::SyncStatus set = status();
  set.clock_set = {at("2026-11-23T20:10:00Z"), -72h};
  CHECK_THAT(app::describe(set, view()),
             Contains("set back by 3 days, 2026-11-23 20:10 UTC (2 minutes ago)\n"));
}

TEST_CASE("What came of the last stick") {
  using exchange::SideloadState;
  app::StatusView seen = view();
  CHECK_THAT(app::describe(status(), seen), !Contains("Last stick"));
  seen.sideload.emplace();
  exchange::SideloadStatus& stick = *seen.sideload;
  stick.written = at("2026-11-23T20:11:30Z");
  stick.state = SideloadState::copying;
  stick.bytes_done = 3'400'000;
  stick.bytes_total = 12'100'000;
  CHECK_THAT(app::describe(status(), seen), Contains("Last stick:     copying: 3400 KB of 12 MB"));
  stick.written = at("2026-11-23T20:02:00Z");
  CHECK_THAT(app::describe(status(), seen), Contains("broke off 2026-11-23 20:02 UTC"));
  stick.state = SideloadState::refused;
  stick.message = "too old";
  CHECK_THAT(app::describe(status(), seen),
             Contains("Last stick:     refused 2026-11-23 20:02 UTC (10 minutes ago): too old"));
}

TEST_CASE("Who is close by") {
  exchange::SyncStatus near = status();
  CHECK_THAT(app::describe(near, view()), !Contains("Neighbours"));
  near.neighbours = 2;
  CHECK_THAT(app::describe(near, view()), Contains("Neighbours:     2 in use\n"));
  near.shared_port = 4711;
  CHECK_THAT(app::describe(near, view()), Contains("2 in use; shared on port 4711\n"));
}

TEST_CASE("In one line") {
  CHECK(app::describe_briefly(status()) ==
        "edition 0123456789abcdef0123456789abcdef; last attempt unchanged at 2026-11-23 20:00 UTC");
  CHECK(app::describe_briefly({}) == "no edition yet");
}

TEST_CASE("Spans") {
  CHECK(app::describe_span(0s) == "0 seconds");
  CHECK(app::describe_span(59s) == "59 seconds");
  CHECK(app::describe_span(60s) == "1 minute");
  CHECK(app::describe_span(-7200s) == "2 hours");
  CHECK(app::describe_span(86400s * 400) == "400 days");
}
