#include "sync/app/status_words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>

namespace rohnamo::app {
namespace {

using base::Time;
using exchange::SyncStatus;
using std::chrono::seconds;

// "2026-11-23 20:47 UTC"
std::string date(Time time) {
  const std::string text = base::to_rfc3339(time);
  return fmt::format("{} {} UTC", text.substr(0, 10), text.substr(11, 5));
}

std::string ago(Time time, Time now) {
  if (time > now) return fmt::format("{} (in {})", date(time), describe_span(time - now));
  return fmt::format("{} ({} ago)", date(time), describe_span(now - time));
}

std::string since(const std::optional<Time>& time, Time now) {
  return time ? ago(*time, now) : "unknown";
}

std::string size(std::uint64_t bytes) {
  if (bytes < 10'000) return fmt::format("{} bytes", bytes);
  if (bytes < 10'000'000) return fmt::format("{} KB", bytes / 1'000);
  return fmt::format("{} MB", bytes / 1'000'000);
}

std::string content(const SyncStatus& status) {
  if (status.edition.empty()) return "none yet: the screen shows what was installed with it";
  return "edition " + status.edition;
}

std::string doing(const SyncStatus& status, const StatusView& view, Time now) {
  if (view.running == false) return "rohnamo-sync is not running: systemctl start rohnamo-sync";
  if (status.busy && status.bytes_total > 0)
    return fmt::format("fetching: {} of {}", size(status.bytes_done), size(status.bytes_total));
  if (status.busy) return "asking the server";
  if (!status.next_attempt) return "idle";
  if (*status.next_attempt < now - seconds(60))
    return "an attempt is overdue: is rohnamo-sync running?";
  return "waiting; next attempt " + ago(*status.next_attempt, now);
}

std::string signatures(const SyncStatus& status, Time now) {
  if (!status.metadata_expires) return "none verified yet";
  if (*status.metadata_expires <= now)
    return fmt::format("expired {}: the editor must publish again",
                       ago(*status.metadata_expires, now));
  return "valid until " + ago(*status.metadata_expires, now);
}

std::string clock(const SyncStatus& status, Time system) {
  if (base::trusted_now(system, status.time_floor) == system)
    return fmt::format("{}, plausible (it is no earlier than {})", date(system),
                       date(status.time_floor));
  return fmt::format("{} is wrong; going by {}, which is proved", date(system),
                     date(status.time_floor));
}

std::string clock_set(const exchange::ClockSet& set, Time now) {
  return fmt::format("set {} by {}, {}", set.by.count() < 0 ? "back" : "forward",
                     describe_span(set.by), ago(set.at, now));
}

std::string describe_sideload(const exchange::SideloadStatus& stick, Time now) {
  using exchange::SideloadState;
  std::string words(exchange::to_string(stick.state));
  std::replace(words.begin(), words.end(), '_', ' ');
  if (exchange::is_under_way(stick.state)) {
    if (now - stick.written > std::chrono::minutes(1))
      return fmt::format("broke off {}: plug it in again", ago(stick.written, now));
    if (stick.state != SideloadState::copying) return words;
    return fmt::format("copying: {} of {}", size(stick.bytes_done), size(stick.bytes_total));
  }
  words += " " + ago(stick.written, now);
  return stick.message.empty() ? words : words + ": " + stick.message;
}

std::string neighbours(const SyncStatus& status) {
  std::string words = fmt::format("{} in use", status.neighbours);
  if (status.shared_port != 0) words += fmt::format("; shared on port {}", status.shared_port);
  return words;
}

std::string describe_attempt(const exchange::Attempt& attempt, Time now) {
  std::string line = fmt::format("  {}: {}", ago(attempt.at, now), attempt.outcome);
  if (!attempt.code.empty()) line += fmt::format(" ({})", attempt.code);
  if (attempt.message.empty()) return line + "\n";
  line += "\n";
  std::string_view rest = attempt.message;
  while (!rest.empty()) {
    const auto end = std::min(rest.find('\n'), rest.size());
    line += fmt::format("      {}\n", rest.substr(0, end));
    rest.remove_prefix(std::min(rest.size(), end + 1));
  }
  return line;
}

}  // namespace

std::string describe_span(seconds span) {
  struct Unit {
    std::int64_t length;
    const char* name;
  };
  constexpr Unit units[] = {{86'400, "day"}, {3'600, "hour"}, {60, "minute"}, {1, "second"}};
  const std::int64_t count = std::abs(span.count());
  for (const Unit& unit : units) {
    const std::int64_t whole = count / unit.length;
    if (whole > 0) return fmt::format("{} {}{}", whole, unit.name, whole == 1 ? "" : "s");
  }
  return "0 seconds";
}

std::string describe(const SyncStatus& status, const StatusView& view) {
  const Time now = base::trusted_now(view.system, status.time_floor);
  std::string text;
  const auto line = [&](const char* label, const std::string& words) {
    text += fmt::format("{:<16}{}\n", label, words);
  };
  line("Server:", status.server);
  line("Content:", content(status));
  line("Last confirmed:", since(status.last_success, now));
  line("Last changed:", since(status.last_change, now));
  line("Now:", doing(status, view, now));
  line("Signatures:", signatures(status, now));
  if (view.sideload) line("Last stick:", describe_sideload(*view.sideload, now));
  line("Clock:", clock(status, view.system));
  if (status.clock_set) line("", clock_set(*status.clock_set, now));
  if (status.shared_port != 0 || status.neighbours > 0) line("Neighbours:", neighbours(status));
  line("Program:", "rohnamo-sync " + status.version);
  text += status.attempts.empty() ? "No attempts yet.\n" : "Last attempts:\n";
  for (const auto& attempt : status.attempts) text += describe_attempt(attempt, now);
  return text;
}

std::string describe_briefly(const SyncStatus& status) {
  std::string edition = status.edition.empty() ? "no edition yet" : "edition " + status.edition;
  if (status.busy) return edition + "; asking the server";
  if (status.attempts.empty()) return edition;
  const exchange::Attempt& last = status.attempts.front();
  return fmt::format("{}; last attempt {} at {}", edition, last.outcome, date(last.at));
}

}  // namespace rohnamo::app
