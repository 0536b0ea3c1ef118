#include "kiosk/render/qr.hpp"

#include <qrencode.h>

#include <memory>

namespace rohnamo::render {

std::optional<QrMatrix> encode_qr(const std::string& text) {
  if (text.empty() || text.find('\0') != std::string::npos) return std::nullopt;
  const std::unique_ptr<QRcode, decltype(&QRcode_free)> code(
      QRcode_encodeString8bit(text.c_str(), 0, QR_ECLEVEL_M), QRcode_free);
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
