#include "kiosk/app/staff_words.hpp"

#include <catch2/catch.hpp>

#include "kiosk/app/support_summary.hpp"
#include "staff_world.hpp"

namespace rohnamo::app {
namespace {

using exchange::SideloadState;
using scene::Light;
using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

// Every word of the sheet, a line each.
std::string all(const scene::StaffSheet& sheet) {
  std::string text = sheet.sign.headline + "\n" + sheet.sign.advice + "\n" + sheet.sign.progress;
  for (const auto& section : sheet.sections) {
    text += "\n[" + section.title + "]\n";
    for (const auto& row : section.rows)
      text += row.label + " | " + row.value + " | " + row.technical + "\n";
  }
  return text;
}

TEST_CASE("the sign says how old the content is, and what to do") {
  StaffWorld world;
  CHECK(world.sign().light == Light::good);
  CHECK(world.sign().headline == "This screen is up to date");
  world.fail("offline", minutes(5));
  CHECK(world.sign().light == Light::good);
  world.known.sync->last_success = world.now - days(2);
  CHECK(world.sign().light == Light::care);
  CHECK_THAT(world.sign().headline, Catch::Contains("No news from the server since"));
  CHECK_THAT(world.sign().advice, Catch::Contains("network cable"));
  world.known.sync->last_success = world.now - days(15);
  CHECK(world.sign().light == Light::bad);
}

TEST_CASE("what staff cannot mend is the technician's") {
  StaffWorld world;
  world.fail("untrusted", minutes(5));
  CHECK(world.sign().light == Light::care);
  CHECK_THAT(world.sign().advice, Catch::Contains("technician"));
  world.known.sync->last_success = world.now - days(2);
  CHECK_THAT(world.sign().advice, Catch::Contains("technician"));
}

TEST_CASE("a screen that never synced says so; one that a stick filled goes by what it proves") {
  StaffWorld world;
  world.known.sync->last_success.reset();
  world.known.sync->edition.clear();
  CHECK(world.sign().light == Light::bad);
  CHECK(world.sign().headline == "This screen has never been synced");
  world.known.sync->edition = "0123456789abcdef0123456789abcdef";
  world.known.proven = world.now - days(3);
  CHECK(world.sign().light == Light::care);
  CHECK_THAT(world.sign().headline, Catch::Contains("since"));
}

TEST_CASE("an update program that is silent, or long overdue, is not running") {
  StaffWorld world;
  world.known.sync->next_attempt = world.now - minutes(31);
  CHECK(world.sign().headline == "The update program is not running");
  world.known.sync->busy = true;
  CHECK(world.sign().light == Light::good);
  world.known.sync.reset();
  CHECK(world.sign().light == Light::bad);
}

TEST_CASE("content that cannot be shown goes before all else") {
  StaffWorld world;
  world.facts.kiosk->refused_edition = "fedcba9876543210";
  world.facts.kiosk->refused_because = "no story can be shown";
  CHECK(world.sign().light == Light::bad);
  const std::string text = all(staff_sheet(staff_words(), world.told()));
  CHECK_THAT(text, Catch::Contains("Cannot be shown | fedcba98 | no story can be shown"));
}

TEST_CASE("what is going on is on the sign") {
  StaffWorld world;
  world.sync = deck::StaffPage::Sync::asked;
  CHECK(world.sign().progress == "The server is being asked…");
  world.known.sync->busy = true;
  world.known.sync->bytes_done = 30'000'000;
  world.known.sync->bytes_total = 120'000'000;
  CHECK(world.sign().progress == "Fetching: 30 MB of 120 MB");
  CHECK(world.sign().share == Approx(0.25));
  world.known.sync->busy = false;
  world.sync = deck::StaffPage::Sync::silent;
  CHECK(world.sign().progress == "The update program does not answer.");
  exchange::SideloadStatus stick;
  stick.state = SideloadState::copying;
  stick.written = world.now - seconds(3);
  stick.bytes_done = 1;
  stick.bytes_total = 2;
  world.facts.stick = stick;
  CHECK_THAT(world.sign().progress, Catch::StartsWith("Copying: 1 MB of 1 MB"));
  CHECK(world.sign().share == Approx(0.5));
}

TEST_CASE("a stick's state is said, and one that broke off is to be plugged in again") {
  StaffWorld world;
  exchange::SideloadStatus stick;
  stick.message = "the stick is too old";
  stick.written = world.now - minutes(5);
  stick.state = SideloadState::refused;
  const auto refused = stick_row(staff_words(), stick, world.now);
  CHECK_THAT(refused.value, Catch::Contains("not accepted"));
  CHECK(refused.technical == "the stick is too old");
  stick.state = SideloadState::reading;
  CHECK_THAT(stick_row(staff_words(), stick, world.now).value, Catch::Contains("plug it in again"));
  stick.written = world.now;
  CHECK_THAT(stick_row(staff_words(), stick, world.now).value, Catch::Contains("being read"));
}

TEST_CASE("every code of an error has words of its own") {
  StaffWorld world;
  const auto said = [&](const char* outcome, std::string_view code) {
    world.known.sync->attempts = {{world.now, outcome, std::string(code), {}}};
    return staff_sheet(staff_words(), world.told()).sections.at(1).rows.at(0).value;
  };
  using base::Code;
  for (const Code code : {Code::invalid_input, Code::not_found, Code::io, Code::no_space,
                          Code::corrupt, Code::too_large, Code::unsupported, Code::untrusted,
                          Code::expired, Code::offline, Code::timeout, Code::behind}) {
    INFO(base::to_string(code));
    CHECK(said("failed", base::to_string(code)) != "Did not succeed");
  }
  CHECK(said("failed", "strange") == "Did not succeed");
  CHECK(said("updated", "") == "New content came");
  CHECK(said("unchanged", "") == "The server has nothing new");
}

TEST_CASE("the sections tell of content, network, clock, storage and versions, and no secret") {
  StaffWorld world;
  world.fail("offline", minutes(5));
  const std::string text = all(staff_sheet(staff_words(), world.told()));
  for (const char* part :
       {"Edition | 01234567", "No connection to the server | why it failed, for a technician",
        "Server | https://example.org/screens", "Connection eth0 | 192.168.1.20",
        "Connection wlan0 | Not connected", "help | 2", "The clock can be trusted",
        "Free space | 12 GB of 32 GB", "Stories and pictures | 232 MB",
        "Disk | It takes what is written", "Life of the disk used up | 20 %", "Temperature | 54 °C",
        "Power supply | Good", "Time comes from | The network", "Went off 12 January 2027",
        "| The power was cut", "rohnamo-kiosk | " ROHNAMO_VERSION, "x11, window surface"}) {
    INFO(text);
    CHECK_THAT(text, Catch::Contains(part));
  }
  CHECK_THAT(text, !Catch::Contains("secret"));
  world.facts.system = world.now - days(20'000);
  CHECK_THAT(all(staff_sheet(staff_words(), world.told())), Catch::Contains("The clock is wrong"));
}

TEST_CASE("a machine that is not well goes before its content") {
  StaffWorld world;
  auto& machine = *world.facts.machine;
  machine.sensors.temperature = machine.sensors.temperature_limit;
  CHECK(world.sign().light == Light::care);
  CHECK(world.sign().headline == "The machine is too hot");
  machine.sensors.undervoltage = true;
  CHECK(world.sign().headline == "The power supply is too weak");
  machine.disk.failing = true;
  CHECK(world.sign().light == Light::bad);
  CHECK(world.sign().headline == "The disk must be replaced");
  machine.disk.failing = false;
  machine.disk.writable = false;
  machine.disk.write_error = "Read-only file system";
  CHECK(world.sign().headline == "The disk must be replaced");
  CHECK_THAT(all(staff_sheet(staff_words(), world.told())),
             Catch::Contains("Nothing can be written to it | Read-only file system"));
}

TEST_CASE("of a machine that was not looked at for an hour nothing is said") {
  StaffWorld world;
  world.facts.machine->disk.failing = true;
  world.facts.machine->written = world.now - hours(1);
  CHECK(world.sign().light == Light::good);
  CHECK_THAT(all(staff_sheet(staff_words(), world.told())), !Catch::Contains("Temperature"));
}

TEST_CASE("in every language the page has words for all that it says") {
  StaffWorld world;
  world.fail("offline", minutes(5));
  world.sync = deck::StaffPage::Sync::asked;
  world.facts.kiosk->refused_edition = "fedcba98";
  world.known.sync->clock_set = exchange::ClockSet{world.now, seconds(5)};
  auto& boots = world.facts.machine->boots;
  boots[0].end = exchange::Boot::End::orderly;
  boots.push_back(boots[1]);
  boots[1].end = exchange::Boot::End::crash;
  boots[2].end = exchange::Boot::End::watchdog;
  exchange::SideloadStatus stick;
  stick.written = world.now;
  for (const std::string& language : scene::languages())
    for (int state = 0; state < 8; ++state) {
      stick.state = static_cast<SideloadState>(state);
      world.facts.stick = stick;
      const std::string text = all(staff_sheet(staff_words(language), world.told()));
      INFO(language << "\n" << text);
      CHECK_THAT(text, !Catch::Contains("staff_"));
    }
}

TEST_CASE("the summary is short, has no secret, and says what a technician asks first") {
  StaffWorld world;
  const std::string text = support_summary(world.told());
  for (const char* part :
       {"Rohnamo " ROHNAMO_VERSION, "edition 0123456789abcdef\n", "clock good",
        "free 12300 of 32000 MB", "disk ok worn 20%, 54 C, time network, ends p\n", "video x11",
        "up 50 h", "unchanged", "server https://example.org/screens"})
    CHECK_THAT(text, Catch::Contains(part));
  CHECK_THAT(text, !Catch::Contains("secret") && !Catch::Contains("place"));
  StaffKnown told = world.told();
  told.place = "Хуҷанд";
  CHECK_THAT(support_summary(told), Catch::Contains("\nplace Хуҷанд\n"));
}

TEST_CASE("the summary keeps its limit whatever is in it, and whole letters") {
  StaffWorld world;
  std::string longer;
  for (int i = 0; i < 400; ++i) longer += "Ҷ\n";
  world.fail("offline", minutes(5));
  world.known.sync->attempts.front().message = longer;
  world.known.sync->server = "https://example.org/" + longer;
  world.facts.kiosk->refused_edition = "fedcba9876543210";
  world.facts.kiosk->refused_because = longer;
  world.facts.kiosk->video = longer;
  exchange::SideloadStatus stick;
  stick.message = longer;
  world.facts.stick = stick;
  const std::string text = support_summary(world.told());
  CHECK(text.size() <= summary_limit);
  CHECK(text.size() > 400);
  CHECK_THAT(text, !Catch::Contains("\xd2\n"));
}

TEST_CASE("an address is shown without its name and password") {
  CHECK(without_secret("https://a:b@example.org/x@y") == "https://example.org/x@y");
  CHECK(without_secret("https://example.org/x@y") == "https://example.org/x@y");
  CHECK(without_secret("/srv/folder@2") == "/srv/folder@2");
  CHECK(without_secret("https://a:b@example.org") == "https://example.org");
}

}  // namespace
}  // namespace rohnamo::app
