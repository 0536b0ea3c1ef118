#include <catch2/catch.hpp>

#include "content/exchange/kiosk_status.hpp"
#include "content/exchange/machine_health.hpp"
#include "content/exchange/preview_talk.hpp"
#include "content/exchange/sideload_status.hpp"
#include "content/exchange/sync_status.hpp"

using namespace rohnamo;
using namespace rohnamo::exchange;

TEST_CASE("sync's status goes through its file unchanged") {
  SyncStatus status;
  status.written = base::from_rfc3339("2026-11-23T10:00:00Z").value();
  status.time_floor = status.written;
  status.edition = std::string(32, 'a');
  status.last_success = status.written;
  status.clock_set = ClockSet{status.written, base::seconds(-7200)};
  status.busy = true;
  status.bytes_total = 1ull << 40;
  status.lines = {{"eth0", true, {"192.168.1.20", "2001:db8::7"}}, {"wlan0", false, {}}};
  status.attempts = {{status.written, "failed", "offline", "no route"}};
  const SyncStatus back = parse_sync_status(serialize(status)).value();
  CHECK(back.edition == status.edition);
  CHECK(back.last_success == status.last_success);
  CHECK_FALSE(back.next_attempt);
  CHECK(back.clock_set->at == status.written);
  CHECK(back.clock_set->by == base::seconds(-7200));
  CHECK(back.busy);
  CHECK(back.bytes_total == status.bytes_total);
  CHECK(back.lines == status.lines);
  REQUIRE(back.attempts.size() == 1);
  CHECK(back.attempts[0].message == "no route");
}

TEST_CASE("the kiosk's status goes through its file unchanged") {
  KioskStatus status;
  status.written = base::from_rfc3339("2026-11-23T10:00:00Z").value();
  status.refused_edition = std::string(32, 'b');
  status.refused_because = "no story can be shown";
  const KioskStatus back = parse_kiosk_status(serialize(status)).value();
  CHECK(back.refused_edition == status.refused_edition);
  CHECK(back.refused_because == status.refused_because);
}

TEST_CASE("a stick's status goes through its file unchanged") {
  SideloadStatus status;
  status.started = base::from_rfc3339("2026-11-23T10:00:00Z").value();
  status.written = status.started + std::chrono::seconds(5);
  for (const SideloadState state :
       {SideloadState::waiting, SideloadState::reading, SideloadState::copying,
        SideloadState::new_content, SideloadState::nothing_new, SideloadState::no_publication,
        SideloadState::refused, SideloadState::failed}) {
    status.state = state;
    CHECK(parse_sideload_status(serialize(status)).value().state == state);
  }
  CHECK_FALSE(is_under_way(status.state));
  CHECK(is_under_way(SideloadState::copying));
  status.bytes_done = 1;
  status.bytes_total = 1ull << 40;
  status.edition = std::string(32, 'a');
  status.code = "no space";
  status.message = "the disk is full";
  const SideloadStatus back = parse_sideload_status(serialize(status)).value();
  CHECK(back.started == status.started);
  CHECK(back.written == status.written);
  CHECK(back.bytes_total == status.bytes_total);
  CHECK(back.edition == status.edition);
  CHECK(back.code == status.code);
  CHECK(back.message == status.message);
  std::string strange = serialize(status);
  strange.replace(strange.find("failed"), 6, "melted");
  CHECK_FALSE(parse_sideload_status(strange));
}

TEST_CASE("a count of fewer bytes than none is an error") {
  const std::string times =
      R"("written": "2026-11-23T10:00:00Z", "time_floor": "2026-11-23T10:00:00Z")";
  CHECK(parse_sync_status(R"({"format": 1, "bytes_done": 1, )" + times + "}"));
  CHECK_FALSE(parse_sync_status(R"({"format": 1, "bytes_done": -1, )" + times + "}"));
}

TEST_CASE("a wish of an editor's window and its answer come back from their files") {
  using What = PreviewWish::What;
  for (const What what : {What::changes, What::publish}) {
    const PreviewWish wish = parse_preview_wish(serialize(PreviewWish{what, 7})).value();
    CHECK(wish.what == what);
    CHECK(wish.number == 7);
  }
  const PreviewAnswer answer{7, "Publish this?", {"one", "“two”\nand more"}, true};
  const PreviewAnswer back = parse_preview_answer(serialize(answer)).value();
  CHECK(back.number == answer.number);
  CHECK(back.title == answer.title);
  CHECK(back.lines == answer.lines);
  CHECK(back.offers);
}

TEST_CASE("a wish that nobody knows, and half an answer, are errors") {
  CHECK_FALSE(parse_preview_wish(R"({"format": 1, "wish": "sell", "number": 1})"));
  CHECK_FALSE(parse_preview_wish(R"({"format": 2, "wish": "publish", "number": 1})"));
  CHECK_FALSE(parse_preview_wish(R"({"format": 1, "wish": "publish"})"));
  CHECK_FALSE(parse_preview_answer(R"({"format": 1, "number": 1})"));
  CHECK_FALSE(parse_preview_answer(R"({"format": 1, "number": 1, "title": "a", "li)"));
}

TEST_CASE("a torn status is an error, not a state") {
  CHECK_FALSE(parse_sync_status("{\"format\": 1, \"wri"));
  CHECK_FALSE(parse_kiosk_status(""));
}

TEST_CASE("a machine's health goes through its file unchanged, and what is unknown stays so") {
  MachineHealth health;
  health.written = base::from_rfc3339("2026-11-23T10:00:00Z").value();
  const auto back = [&] { return parse_machine_health(serialize(health)).value(); };
  CHECK(back().disk == health.disk);
  CHECK(back().sensors == Sensors());
  health.disk = {1, 1ull << 40, false, "Read-only file system", 110, true, 3};
  health.sensors = {-5, 95, true};
  CHECK(back().disk == health.disk);
  CHECK(back().sensors == health.sensors);
  for (const auto source : {TimeSource::network, TimeSource::battery, TimeSource::none}) {
    health.time_source = source;
    CHECK(back().time_source == source);
  }
  for (const auto end : {Boot::End::running, Boot::End::orderly, Boot::End::crash,
                         Boot::End::watchdog, Boot::End::power_cut})
    health.boots.push_back({"some-id", health.written, health.written, end});
  CHECK(back().boots == health.boots);
  std::string strange = serialize(health);
  strange.replace(strange.find("orderly"), 7, "exploded");
  CHECK_FALSE(parse_machine_health(strange));
  health.boots.resize(boots_kept + 1, health.boots.front());
  CHECK(back().boots.size() == boots_kept);
}
