#include "kiosk/app/freshness.hpp"

#include <algorithm>

namespace rohnamo::app {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr minutes just_now{10};
constexpr hours patience{6};  // a failed attempt is not worth a visitor's notice before
constexpr days counted{14};   // beyond it the date says more

struct Span {
  const char* key;
  seconds unit;
};

Span span_of(seconds age) {
  if (age < hours(1)) return {"fresh_minutes", minutes(1)};
  if (age < days(1)) return {"fresh_hours", hours(1)};
  return {"fresh_days", days(1)};
}

bool offline(const exchange::SyncStatus& sync) {
  return !sync.attempts.empty() && sync.attempts.front().outcome == "failed";
}

// What the mission signed holds no longer, unless it says so again: nobody may rely on it blindly.
bool expired(const exchange::SyncStatus& sync, base::Time now) {
  return sync.metadata_expires && *sync.metadata_expires <= now;
}

// An edition of before may lack the words for what has expired.
Freshness as_of(const text::Wording& words, base::Time time, bool expired) {
  const char* key = expired && words.knows("fresh_expired") ? "fresh_expired" : "fresh_offline";
  return {words.say(key, {{"date", words.day(time)}}), {}};
}

Freshness no_later(Freshness line, std::optional<base::Time> time) {
  if (time && (!line.changes_at || *time < *line.changes_at)) line.changes_at = time;
  return line;
}

}  // namespace

Freshness freshness(const text::Wording& words, const Known& known, base::Time now) {
  if (known.builtin) return {words.say("fresh_installed"), {}};
  const bool over = known.sync && expired(*known.sync, now);
  const bool told = known.sync && known.sync->last_success;
  if (!told && known.proven) return as_of(words, *known.proven, over);
  if (!told) return {};
  const base::Time last = *known.sync->last_success;
  if (over) return as_of(words, last, true);
  const auto expires = known.sync->metadata_expires;
  const seconds age = std::max(seconds(0), now - last);
  if (age < just_now) return no_later({words.say("fresh_now"), last + just_now}, expires);
  if (age >= counted || (age >= patience && offline(*known.sync)))
    return no_later(as_of(words, last, false), expires);
  const Span span = span_of(age);
  const std::int64_t count = age / span.unit;
  return no_later({words.say(span.key, {{"n", count}}), last + (count + 1) * span.unit}, expires);
}

bool same_freshness(const Known& a, const Known& b) {
  const auto success = [](const Known& known) {
    return known.sync ? known.sync->last_success : std::nullopt;
  };
  const auto expires = [](const Known& known) {
    return known.sync ? known.sync->metadata_expires : std::nullopt;
  };
  const auto fails = [](const Known& known) { return known.sync && offline(*known.sync); };
  return a.builtin == b.builtin && a.proven == b.proven && success(a) == success(b) &&
         expires(a) == expires(b) && fails(a) == fails(b);
}

}  // namespace rohnamo::app
