#include "kiosk/app/support_summary.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "content/base/utf8.hpp"

namespace rohnamo::app {
namespace {

constexpr std::uint64_t mega = 1'000'000;
constexpr std::size_t longest_line = 110;  // bytes: a long message leaves room for the rest

// Whole characters of UTF-8, on one line.
std::string cut(std::string text, std::size_t limit) {
  std::ranges::replace(text, '\n', ' ');
  return text.substr(0, base::utf8::floor(text, limit));
}

std::string time_of(const std::optional<base::Time>& time) {
  return time ? base::to_rfc3339(*time) : "never";
}

std::string edition_line(const StaffFacts& facts) {
  const auto& kiosk = facts.kiosk;
  if (!kiosk || kiosk->edition.empty()) return "edition none";
  return "edition " + kiosk->edition.substr(0, 16);
}

std::string attempt_line(const exchange::SyncStatus& sync) {
  if (sync.attempts.empty()) return "last attempt none";
  const auto& last = sync.attempts.front();
  return fmt::format("last {} {} {} {}", base::to_rfc3339(last.at), last.outcome, last.code,
                     last.message);
}

// Each start of the machine before this one as a letter, newest first: o(rderly), c(rash),
// w(atchdog), p(ower cut).
std::string machine_line(const exchange::MachineHealth& machine) {
  const auto& disk = machine.disk;
  const auto& sensors = machine.sensors;
  std::string text = disk.writable ? "disk ok" : "disk CLOSED";
  if (disk.failing) text += " FAILING";
  if (disk.worn) text += fmt::format(" worn {}%", *disk.worn);
  if (disk.errors > 0) text += fmt::format(" errors {}", disk.errors);
  if (sensors.temperature) text += fmt::format(", {} C", *sensors.temperature);
  if (sensors.undervoltage.value_or(false)) text += ", UNDERVOLTAGE";
  text += fmt::format(", time {}, ends ", exchange::to_string(machine.time_source));
  for (const auto& boot : machine.boots)
    if (boot.end != exchange::Boot::End::running) text += exchange::to_string(boot.end).front();
  return text;
}

std::string clock_line(const StaffKnown& told) {
  const bool good = std::chrono::abs(told.facts.system - told.now) < std::chrono::minutes(5);
  return fmt::format("clock {} {}", good ? "good" : "wrong", base::to_rfc3339(told.facts.system));
}

}  // namespace

std::string without_secret(std::string_view address) {
  const auto scheme = address.find("://");
  if (scheme == std::string_view::npos) return std::string(address);
  const auto authority = scheme + 3;
  const auto end = std::min(address.find('/', authority), address.size());
  const auto at = address.substr(authority, end - authority).rfind('@');
  if (at == std::string_view::npos) return std::string(address);
  return std::string(address.substr(0, authority)) +
         std::string(address.substr(authority + at + 1));
}

std::string support_summary(const StaffKnown& told) {
  std::string text;
  const auto line = [&](const std::string& words) {
    const std::string one = cut(words, longest_line) + "\n";
    if (text.size() + one.size() <= summary_limit) text += one;
  };
  const auto& facts = told.facts;
  const auto& sync = told.known.sync;
  line(fmt::format("Rohnamo {}, sync {}", ROHNAMO_VERSION, sync ? sync->version : "silent"));
  if (!told.place.empty()) line(fmt::format("place {}", told.place));
  line(edition_line(facts));
  line("confirmed " + time_of(sync ? sync->last_success : std::nullopt));
  line(clock_line(told));
  if (facts.disk)
    line(fmt::format("free {} of {} MB", facts.disk->free / mega, facts.disk->total / mega));
  if (facts.machine) line(machine_line(*facts.machine));
  if (facts.kiosk) line("video " + facts.kiosk->video);
  line(fmt::format("up {} h", facts.uptime.count() / 3600));
  if (facts.kiosk && !facts.kiosk->refused_edition.empty())
    line(fmt::format("refused {} {}", facts.kiosk->refused_edition.substr(0, 8),
                     facts.kiosk->refused_because));
  if (facts.stick)
    line(fmt::format("stick {} {}", exchange::to_string(facts.stick->state), facts.stick->message));
  if (sync) line(attempt_line(*sync));
  if (sync) line("server " + without_secret(sync->server));
  return text;
}

}  // namespace rohnamo::app
