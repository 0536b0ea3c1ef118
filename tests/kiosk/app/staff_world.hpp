// What the staff's pages know of a screen, as a test writes it down, with the real words.
#pragma once

#include <string>

#include "kiosk/app/staff_words.hpp"
#include "tests/kiosk/scene/world.hpp"

namespace rohnamo::app {

inline const scene::World& staff_channel() {
  static const scene::World world;
  return world;
}

inline const text::Wording& staff_words(const std::string& language = "en") {
  return staff_channel().words.at(language);
}

// A screen that confirmed its content an hour ago.
struct StaffWorld {
  StaffWorld() {
    exchange::SyncStatus sync;
    sync.version = "0.1.0";
    sync.server = "https://user:secret@example.org/screens";
    sync.edition = "0123456789abcdef0123456789abcdef";
    sync.last_success = now - std::chrono::hours(1);
    sync.last_change = now - std::chrono::days(3);
    sync.next_attempt = now + std::chrono::minutes(10);
    sync.lines = {{"eth0", true, {"192.168.1.20"}}, {"wlan0", false, {}}};
    sync.neighbours = 2;
    sync.attempts = {{now - std::chrono::hours(1), "unchanged", {}, {}}};
    known.sync = sync;
    facts.system = now;
    facts.uptime = std::chrono::hours(50);
    facts.disk = Disk{12'300'000'000, 32'000'000'000};
    facts.cache_size = 231'400'000;
    exchange::KioskStatus kiosk;
    kiosk.edition = sync.edition;
    kiosk.video = "x11, window surface";
    facts.kiosk = kiosk;
    facts.machine = machine();
  }

  // Well, after the power was cut three days ago.
  [[nodiscard]] exchange::MachineHealth machine() const {
    using End = exchange::Boot::End;
    exchange::MachineHealth machine;
    machine.written = now;
    machine.disk = {12'300'000'000, 32'000'000'000, true, {}, 20, false, 0};
    machine.sensors = {54, 80, false};
    machine.time_source = exchange::TimeSource::network;
    machine.boots = {{"b", now - std::chrono::hours(50), now, End::running},
                     {"a", now - std::chrono::days(9), now - std::chrono::days(3), End::power_cut}};
    return machine;
  }

  void fail(const char* code, base::seconds ago) {
    known.sync->attempts.insert(known.sync->attempts.begin(),
                                {now - ago, "failed", code, "why it failed, for a technician"});
  }
  [[nodiscard]] StaffKnown told() const { return {known, facts, now, sync}; }
  [[nodiscard]] scene::StaffSign sign() const { return staff_sign(staff_words(), told()); }

  base::Time now{std::chrono::seconds(1'800'000'000)};
  Known known;
  StaffFacts facts;
  deck::StaffPage::Sync sync = deck::StaffPage::Sync::idle;
};

}  // namespace rohnamo::app
