// The length of a recording.
#include "content/model/opus.hpp"

#include "tests/fuzz/target.hpp"

using namespace rohnamo;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto length = model::opus_length(fuzz::as_text(data, size));
  if (!length) return 0;
  fuzz::require(length->count() > 0, "a recording takes time");
  fuzz::require(*length <= std::chrono::hours(24), "a recording is not longer than a day");
  return 0;
}
