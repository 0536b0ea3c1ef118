// A picture of a publication: probed, decoded, fitted to a place on the screen.
#include "kiosk/loader/decode.hpp"
#include "tests/fuzz/target.hpp"

using namespace rohnamo;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto bytes = fuzz::as_text(data, size);
  // Small ones alone, for the sake of time: what is large is refused by its size.
  constexpr std::int64_t worth_decoding = 1 << 20;
  const auto whole = loader::probe(bytes);
  if (whole && std::int64_t{whole->width} * whole->height > worth_decoding &&
      std::int64_t{whole->width} * whole->height <= loader::pixels_limit)
    return 0;
  for (const auto& size_shown : {loader::Size{40, 30}, loader::Size{7, 90}}) {
    const auto picture = loader::decode(bytes, {size_shown, 0.25, 1.0, {}});
    if (!picture) continue;
    fuzz::require((*picture)->w == size_shown.width && (*picture)->h == size_shown.height,
                  "a picture fills its place");
  }
  return 0;
}
