#include "kiosk/app/staff_words.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "kiosk/app/support_summary.hpp"

namespace rohnamo::app {
namespace {

using base::Time;
using deck::StaffPage;
using exchange::SideloadState;
using scene::Light;
using scene::StaffRow;
using scene::StaffSection;
using scene::StaffSign;
using std::chrono::days;
using std::chrono::minutes;
using text::Wording;

constexpr std::size_t attempts_shown = 5;
constexpr std::size_t short_id = 8;  // digits of an edition that tell it from the others
constexpr days fresh{1}, tolerable{14};
constexpr minutes overdue{30};
constexpr minutes clock_tolerance{5};  // the facts may be a little older than the page
constexpr minutes looked_at{60};       // the machine looks at itself every ten minutes
constexpr std::size_t ends_shown = 3;
constexpr minutes stick_silence{1};  // see content/exchange/sideload_status.hpp

std::string moment(const Wording& words, Time time) {
  const bool arabic = words.direction() == model::Direction::right_to_left;
  return words.day(time) + (arabic ? "، " : ", ") + words.clock(time);
}

std::string moment(const Wording& words, const std::optional<Time>& time) {
  return time ? moment(words, *time) : "–";
}

const char* key_of(const exchange::Attempt& attempt) {
  using base::Code;
  constexpr std::array<std::pair<Code, const char*>, 12> keys{{
      {Code::offline, "staff_offline"},
      {Code::timeout, "staff_timeout"},
      {Code::untrusted, "staff_unsigned"},
      {Code::expired, "staff_expired"},
      {Code::no_space, "staff_full"},
      {Code::io, "staff_disk"},
      {Code::corrupt, "staff_damaged"},
      {Code::invalid_input, "staff_damaged"},
      {Code::too_large, "staff_damaged"},
      {Code::not_found, "staff_missing"},
      {Code::unsupported, "staff_too_new"},
      {Code::behind, "staff_behind"},
  }};
  const auto* found = std::ranges::find_if(
      keys, [&](const auto& key) { return base::to_string(key.first) == attempt.code; });
  if (found != keys.end()) return found->second;
  if (attempt.outcome == "updated") return "staff_updated";
  return attempt.outcome == "unchanged" ? "staff_unchanged" : "staff_other";
}

// A failure that a cable or a stick does not mend.
bool needs_technician(const exchange::SyncStatus& sync) {
  if (sync.attempts.empty() || sync.attempts.front().outcome != "failed") return false;
  const std::string& code = sync.attempts.front().code;
  return code != base::to_string(base::Code::offline) &&
         code != base::to_string(base::Code::timeout) &&
         code != base::to_string(base::Code::cancelled);
}

bool runs(const exchange::SyncStatus& sync, Time now) {
  return sync.busy || !sync.next_attempt || *sync.next_attempt > now - overdue;
}

bool breaks_off(const exchange::SideloadStatus& stick, Time now) {
  return exchange::is_under_way(stick.state) && now - stick.written > stick_silence;
}

std::optional<double> share(std::uint64_t done, std::uint64_t total) {
  if (total == 0) return std::nullopt;
  return static_cast<double>(done) / static_cast<double>(total);
}

StaffSign sign(const Wording& words, Light light, std::string headline, const char* advice) {
  return {light, std::move(headline), words.say(advice), {}, {}};
}

StaffSign sign_of_age(const Wording& words, const exchange::SyncStatus& sync, Time last, Time now) {
  const bool technician = needs_technician(sync);
  const char* advice = technician ? "staff_call" : "staff_connect";
  if (now - last < fresh && !technician)
    return sign(words, Light::good, words.say("staff_good"), "staff_good_do");
  if (now - last < fresh) return sign(words, Light::care, words.say("staff_trouble"), advice);
  return sign(words, now - last < tolerable ? Light::care : Light::bad,
              words.say("staff_stale", {{"date", words.day(last)}}), advice);
}

// What the machine says of itself, where it was found out lately.
const exchange::MachineHealth* machine_of(const StaffKnown& told) {
  const auto& machine = told.facts.machine;
  return machine && told.now - machine->written < looked_at ? &*machine : nullptr;
}

bool is_hot(const exchange::Sensors& sensors) {
  return sensors.temperature && sensors.temperature_limit &&
         *sensors.temperature >= *sensors.temperature_limit;
}

// Nothing where the machine is well, as far as it can tell.
std::optional<StaffSign> sign_of_machine(const Wording& words, const StaffKnown& told) {
  const auto* machine = machine_of(told);
  if (machine == nullptr) return std::nullopt;
  if (!machine->disk.writable || machine->disk.failing)
    return sign(words, Light::bad, words.say("staff_disk_bad"), "staff_call");
  if (machine->sensors.undervoltage.value_or(false))
    return sign(words, Light::care, words.say("staff_power_weak"), "staff_power_do");
  if (is_hot(machine->sensors))
    return sign(words, Light::care, words.say("staff_hot"), "staff_hot_do");
  return std::nullopt;
}

StaffSign still_sign(const Wording& words, const StaffKnown& told) {
  if (auto machine = sign_of_machine(words, told)) return std::move(*machine);
  const auto& kiosk = told.facts.kiosk;
  if (!told.known.sync || !runs(*told.known.sync, told.now))
    return sign(words, Light::bad, words.say("staff_stopped"), "staff_stopped_do");
  if (kiosk && !kiosk->refused_edition.empty())
    return sign(words, Light::bad, words.say("staff_refused"), "staff_call");
  const auto& sync = *told.known.sync;
  if (sync.last_success) return sign_of_age(words, sync, *sync.last_success, told.now);
  if (!sync.edition.empty() && told.known.proven)
    return sign_of_age(words, sync, *told.known.proven, told.now);
  return sign(words, Light::bad, words.say("staff_never"),
              needs_technician(sync) ? "staff_call" : "staff_connect");
}

// What is going on, if anything is.
void add_progress(StaffSign& sign, const Wording& words, const StaffKnown& told) {
  const auto& stick = told.facts.stick;
  const auto& sync = told.known.sync;
  if (stick && exchange::is_under_way(stick->state) && !breaks_off(*stick, told.now)) {
    sign.progress = stick_row(words, *stick, told.now).value;
    sign.share = share(stick->bytes_done, stick->bytes_total);
  } else if (sync && sync->busy && sync->bytes_total > 0) {
    sign.progress = words.say("staff_fetching", {{"done", size_words(words, sync->bytes_done)},
                                                 {"total", size_words(words, sync->bytes_total)}});
    sign.share = share(sync->bytes_done, sync->bytes_total);
  } else if ((sync && sync->busy) || told.sync == StaffPage::Sync::asked) {
    sign.progress = words.say("staff_asked");
  } else if (told.sync == StaffPage::Sync::silent) {
    sign.progress = words.say("staff_no_answer");
  }
}

// ---- the sections

StaffSection content(const Wording& words, const StaffKnown& told) {
  StaffSection section{words.say("staff_content"), {}};
  const auto& kiosk = told.facts.kiosk;
  const bool own = kiosk && !kiosk->edition.empty();
  section.rows.push_back(
      {words.say("staff_edition"),
       own ? kiosk->edition.substr(0, short_id) : words.say("staff_edition_none"),
       {}});
  if (told.known.sync) {
    section.rows.push_back(
        {words.say("staff_changed"), moment(words, told.known.sync->last_change), {}});
    section.rows.push_back(
        {words.say("staff_confirmed"), moment(words, told.known.sync->last_success), {}});
  }
  if (kiosk && !kiosk->refused_edition.empty())
    section.rows.push_back({words.say("staff_refused_edition"),
                            kiosk->refused_edition.substr(0, short_id), kiosk->refused_because});
  return section;
}

StaffSection attempts(const Wording& words, const StaffKnown& told) {
  StaffSection section{words.say("staff_attempts"), {}};
  if (told.known.sync)
    for (const auto& attempt : told.known.sync->attempts) {
      if (section.rows.size() == attempts_shown) break;
      section.rows.push_back(
          {moment(words, attempt.at), words.say(key_of(attempt)), attempt.message, true});
    }
  if (section.rows.empty()) section.rows.push_back({{}, words.say("staff_attempts_none"), {}});
  return section;
}

StaffSection stick(const Wording& words, const StaffKnown& told) {
  StaffSection section{words.say("staff_stick"), {}};
  section.rows.push_back({{}, words.say("staff_stick_do"), {}});
  if (told.facts.stick) section.rows.push_back(stick_row(words, *told.facts.stick, told.now));
  return section;
}

StaffSection network(const Wording& words, const StaffKnown& told) {
  StaffSection section{words.say("staff_network"), {}};
  if (!told.known.sync) return section;
  const auto& sync = *told.known.sync;
  section.rows.push_back({words.say("staff_server"), without_secret(sync.server), {}});
  for (const exchange::Line& line : sync.lines) {
    std::string value;
    for (const std::string& address : line.addresses)
      value += (value.empty() ? "" : ", ") + address;
    if (!line.up || value.empty()) value = words.say("staff_line_down");
    section.rows.push_back({words.say("staff_line", {{"name", line.name}}), value, {}});
  }
  section.rows.push_back(
      {words.say("staff_neighbours"),
       words.say("countdown", {{"n", static_cast<std::int64_t>(sync.neighbours)}}),
       {}});
  return section;
}

StaffSection clock(const Wording& words, const StaffKnown& told) {
  const bool good = std::chrono::abs(told.facts.system - told.now) < clock_tolerance;
  StaffSection section{words.say("staff_clock"), {}};
  section.rows.push_back({words.say("staff_time"), moment(words, told.now), {}});
  section.rows.push_back({{}, words.say(good ? "staff_clock_good" : "staff_clock_wrong"), {}});
  if (told.known.sync && told.known.sync->clock_set)
    section.rows.push_back(
        {words.say("staff_clock_set"), moment(words, told.known.sync->clock_set->at), {}});
  return section;
}

StaffSection storage(const Wording& words, const StaffKnown& told) {
  StaffSection section{words.say("staff_storage"), {}};
  if (told.facts.disk)
    section.rows.push_back(
        {words.say("staff_free"),
         words.say("staff_free_of", {{"free", size_words(words, told.facts.disk->free)},
                                     {"total", size_words(words, told.facts.disk->total)}}),
         {}});
  if (told.facts.cache_size)
    section.rows.push_back(
        {words.say("staff_cache"), size_words(words, *told.facts.cache_size), {}});
  return section;
}

StaffRow disk_row(const Wording& words, const exchange::DiskHealth& disk) {
  const char* state = !disk.writable ? "staff_disk_closed"
                      : disk.failing ? "staff_disk_failing"
                                     : "staff_disk_good";
  return {words.say("staff_disk_now"), words.say(state), disk.write_error};
}

const char* key_of(exchange::TimeSource source) {
  constexpr std::array<const char*, 3> keys{"staff_source_network", "staff_source_battery",
                                            "staff_source_none"};
  return keys.at(static_cast<std::size_t>(source));
}

const char* key_of(exchange::Boot::End end) {
  using End = exchange::Boot::End;
  if (end == End::orderly) return "staff_end_orderly";
  if (end == End::crash) return "staff_end_crash";
  return end == End::watchdog ? "staff_end_watchdog" : "staff_end_power";
}

// How the machine went off the last times.
void add_ends(StaffSection& section, const Wording& words,
              const std::vector<exchange::Boot>& boots) {
  std::size_t shown = 0;
  for (const auto& boot : boots) {
    if (boot.end == exchange::Boot::End::running) continue;
    if (++shown > ends_shown) return;
    section.rows.push_back({words.say("staff_went_off", {{"date", moment(words, boot.seen)}}),
                            words.say(key_of(boot.end)),
                            {}});
  }
}

StaffSection machine(const Wording& words, const StaffKnown& told) {
  StaffSection section{words.say("staff_machine"), {}};
  const auto* known = machine_of(told);
  if (known == nullptr) return section;
  const auto& disk = known->disk;
  const auto& sensors = known->sensors;
  const auto number = [&](const char* key, int n) {
    return words.say(key, {{"n", std::int64_t{n}}});
  };
  section.rows.push_back(disk_row(words, disk));
  if (disk.worn)
    section.rows.push_back({words.say("staff_worn"), number("staff_percent", *disk.worn), {}});
  if (sensors.temperature)
    section.rows.push_back(
        {words.say("staff_heat"), number("staff_degrees", *sensors.temperature), {}});
  if (sensors.undervoltage)
    section.rows.push_back(
        {words.say("staff_power"),
         words.say(*sensors.undervoltage ? "staff_power_low" : "staff_power_good"),
         {}});
  section.rows.push_back({words.say("staff_source"), words.say(key_of(known->time_source)), {}});
  add_ends(section, words, known->boots);
  return section;
}

StaffSection program(const Wording& words, const StaffKnown& told) {
  StaffSection section{words.say("staff_program"), {}};
  section.rows.push_back({"rohnamo-kiosk", ROHNAMO_VERSION, {}});
  if (told.known.sync) section.rows.push_back({"rohnamo-sync", told.known.sync->version, {}});
  if (told.facts.kiosk)
    section.rows.push_back({words.say("staff_screen"), told.facts.kiosk->video, {}});
  section.rows.push_back(
      {words.say("staff_since"), moment(words, told.now - told.facts.uptime), {}});
  return section;
}

}  // namespace

std::string size_words(const Wording& words, std::uint64_t bytes) {
  constexpr std::uint64_t mega = 1'000'000;
  constexpr std::uint64_t giga = 1'000 * mega;
  const bool large = bytes >= 10 * giga;
  const std::uint64_t count = large ? bytes / giga : (bytes + mega - 1) / mega;
  return words.say(large ? "staff_gb" : "staff_mb", {{"n", static_cast<std::int64_t>(count)}});
}

StaffRow stick_row(const Wording& words, const exchange::SideloadStatus& stick, Time now) {
  constexpr std::array<const char*, 8> keys{
      "staff_stick_waiting", "staff_stick_reading", "staff_stick_copying", "staff_stick_new",
      "staff_stick_same",    "staff_stick_none",    "staff_stick_refused", "staff_stick_failed"};
  const auto state = breaks_off(stick, now) ? SideloadState::failed : stick.state;
  text::Arguments sizes;
  if (state == SideloadState::copying)
    sizes = {{"done", size_words(words, stick.bytes_done)},
             {"total", size_words(words, stick.bytes_total)}};
  return {moment(words, stick.written), words.say(keys.at(static_cast<std::size_t>(state)), sizes),
          stick.message, true};
}

StaffSign staff_sign(const Wording& words, const StaffKnown& told) {
  StaffSign sign = still_sign(words, told);
  add_progress(sign, words, told);
  return sign;
}

scene::StaffSheet staff_sheet(const Wording& words, const StaffKnown& told) {
  return {staff_sign(words, told),
          {content(words, told), attempts(words, told), stick(words, told), network(words, told),
           clock(words, told), storage(words, told), machine(words, told), program(words, told)}};
}

}  // namespace rohnamo::app
