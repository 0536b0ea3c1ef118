#include "kiosk/text/zone.hpp"

#include <unicode/basictz.h>
#include <unicode/tztrans.h>

#include <cmath>
#include <memory>

namespace rohnamo::text {
namespace {

constexpr double second = 1000;  // of ICU's milliseconds

}  // namespace

model::LocalClock local_clock(base::Time time, const std::string& timezone) {
  const std::unique_ptr<icu::TimeZone> zone(
      icu::TimeZone::createTimeZone(icu::UnicodeString::fromUTF8(timezone)));
  model::LocalClock clock;
  if (!zone || *zone == icu::TimeZone::getUnknown()) return clock;
  const UDate moment = static_cast<UDate>(time.time_since_epoch().count()) * second;
  UErrorCode status = U_ZERO_ERROR;
  std::int32_t raw = 0;
  std::int32_t summer = 0;
  zone->getOffset(moment, 0, raw, summer, status);
  if (U_FAILURE(status)) return clock;
  clock.east = base::seconds((raw + summer) / 1000);
  const auto* rules = dynamic_cast<const icu::BasicTimeZone*>(zone.get());
  icu::TimeZoneTransition next;
  if (rules != nullptr && rules->getNextTransition(moment, 0, next))
    clock.until = base::Time(base::seconds(std::llround(next.getTime() / second)));
  return clock;
}

}  // namespace rohnamo::text
