// A body in gzip, as it comes in pieces.
#include "sync/net/gunzip.hpp"

#include "tests/fuzz/target.hpp"

using namespace rohnamo;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr std::size_t enough = 1 << 20;  // bytes, as the exchange has its limit
  net::Gunzip gunzip;
  std::size_t decoded = 0;
  for (auto rest = fuzz::as_text(data, size); !rest.empty() && decoded < enough;) {
    gunzip.feed(rest.substr(0, 100));
    rest.remove_prefix(std::min<std::size_t>(rest.size(), 100));
    while (decoded < enough) {
      const auto plain = gunzip.next();
      if (!plain) return 0;
      if (plain->empty()) break;
      decoded += plain->size();
    }
  }
  (void)gunzip.complete();
  return 0;
}
