// QR codes (ISO/IEC 18004) by libqrencode, error correction M.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace rohnamo::render {

struct QrMatrix {
  int size = 0;                    // modules on a side
  std::vector<std::uint8_t> dark;  // size x size, 1 for a dark module
};

constexpr int qr_quiet_zone = 4;  // light modules on every side, that readers need

// With at least as many modules as a text of `room` bytes needs. nullopt: empty, or more than a QR
// code holds (some 2,300 bytes).
std::optional<QrMatrix> encode_qr(const std::string& text, std::size_t room = 0);

}  // namespace rohnamo::render
