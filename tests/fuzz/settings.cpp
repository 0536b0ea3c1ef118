// A file of settings, as a technician edits it.
#include "content/base/settings.hpp"

#include "content/base/pin_hash.hpp"
#include "tests/fuzz/target.hpp"

using namespace rohnamo;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  base::Settings settings(fuzz::as_text(data, size), "/etc/rohnamo/fuzz.yaml");
  using namespace std::chrono_literals;
  const auto interval = settings.duration("interval", 1min, 1s, 24h);
  fuzz::require(interval >= 1s && interval <= 24h, "a duration is within its limits");
  const auto connections = settings.integer("connections", 4, 1, 16);
  fuzz::require(connections >= 1 && connections <= 16, "a number is within its limits");
  settings.boolean("fullscreen", false);
  settings.path("cache", "/c");
  settings.list("offices", "[a, b]");
  if (const auto hash = base::PinHash::parse(fuzz::as_text(data, size)))
    fuzz::require(base::PinHash::parse(hash->text()).has_value(), "a hash goes through its text");
  const auto report = settings.report();
  fuzz::require(report.result().has_value() == report.faults.empty(), "a fault is an error");
  return 0;
}
