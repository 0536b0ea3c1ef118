// The status files by which the programs know of each other.
#include "content/exchange/kiosk_status.hpp"
#include "content/exchange/sync_status.hpp"
#include "tests/fuzz/target.hpp"

using namespace rohnamo;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto bytes = fuzz::as_text(data, size);
  if (const auto sync = exchange::parse_sync_status(bytes)) {
    constexpr std::uint64_t most = std::uint64_t{1} << 63;
    fuzz::require(sync->bytes_done < most && sync->bytes_total < most, "bytes are counted");
    const auto written = exchange::serialize(*sync);
    const auto again = exchange::parse_sync_status(written);
    fuzz::require(again && exchange::serialize(*again) == written, "a status keeps its values");
  }
  if (const auto kiosk = exchange::parse_kiosk_status(bytes)) {
    const auto written = exchange::serialize(*kiosk);
    const auto again = exchange::parse_kiosk_status(written);
    fuzz::require(again && exchange::serialize(*again) == written, "a status keeps its values");
  }
  return 0;
}
