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

Freshness on(const text::Wording& words, base::Time time) {
  return {words.say("fresh_offline", {{"date", words.day(time)}}), {}};
}

}  // namespace

Freshness freshness(const text::Wording& words, const Known& known, base::Time now) {
  if (known.builtin) return {words.say("fresh_installed"), {}};
  const bool told = known.sync && known.sync->last_success;
  if (!told && known.proven) return on(words, *known.proven);
  if (!told) return {};
  const base::Time last = *known.sync->last_success;
  const seconds age = std::max(seconds(0), now - last);
  if (age < just_now) return {words.say("fresh_now"), last + just_now};
  if (age >= counted || (age >= patience && offline(*known.sync))) return on(words, last);
  const Span span = span_of(age);
  const std::int64_t count = age / span.unit;
  return {words.say(span.key, {{"n", count}}), last + (count + 1) * span.unit};
}

bool same_freshness(const Known& a, const Known& b) {
  const auto success = [](const Known& known) {
    return known.sync ? known.sync->last_success : std::nullopt;
  };
  const auto fails = [](const Known& known) { return known.sync && offline(*known.sync); };
  return a.builtin == b.builtin && a.proven == b.proven && success(a) == success(b) &&
         fails(a) == fails(b);
}

}  // namespace rohnamo::app
