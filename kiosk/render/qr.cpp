#include "kiosk/render/qr.hpp"

#include <qrencode.h>

#include <memory>

namespace rohnamo::render {
namespace {

using Code = std::unique_ptr<QRcode, decltype(&QRcode_free)>;

constexpr int smallest = 0;  // as it fits

Code encode(const std::string& text, int least_version) {
  return {QRcode_encodeString8bit(text.c_str(), least_version, QR_ECLEVEL_M), QRcode_free};
}

// Of 8-bit text the length alone decides.
int version_for(std::size_t bytes) {
  const Code code = encode(std::string(bytes, 'x'), smallest);
  return code ? code->version : smallest;
}

}  // namespace

std::optional<QrMatrix> encode_qr(const std::string& text, std::size_t room) {
  if (text.empty() || text.find('\0') != std::string::npos) return std::nullopt;
  const Code code = encode(text, room > text.size() ? version_for(room) : smallest);
  if (!code) return std::nullopt;
  QrMatrix matrix;
  matrix.size = code->width;
  const auto modules =
      static_cast<std::size_t>(code->width) * static_cast<std::size_t>(code->width);
  matrix.dark.reserve(modules);
  for (std::size_t i = 0; i < modules; ++i) matrix.dark.push_back(code->data[i] & 1U);
  return matrix;
}

}  // namespace rohnamo::render
