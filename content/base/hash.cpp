#include "content/base/hash.hpp"

namespace rohnamo::base {

std::string to_hex(std::string_view bytes) {
  static constexpr char digits[] = "0123456789abcdef";
  std::string hex(bytes.size() * 2, '0');
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    const auto byte = static_cast<unsigned char>(bytes[i]);
    hex[2 * i] = digits[byte >> 4];
    hex[2 * i + 1] = digits[byte & 15];
  }
  return hex;
}

Result<std::string> from_hex(std::string_view hex) {
  const auto digit = [](char c) -> int {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
  };
  if (hex.size() % 2 != 0) return fail(Code::invalid_input, "hex text of odd length");
  std::string bytes;
  bytes.reserve(hex.size() / 2);
  for (std::size_t i = 0; i < hex.size(); i += 2) {
    const int high = digit(hex[i]);
    const int low = digit(hex[i + 1]);
    if (high < 0 || low < 0) return fail(Code::invalid_input, "not a hex digit");
    bytes += static_cast<char>(high << 4 | low);
  }
  return bytes;
}

std::string Hash::hex() const {
  return to_hex({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
}

Result<Hash> Hash::from_hex(std::string_view hex) {
  const auto raw = TRY(base::from_hex(hex));
  Hash hash;
  if (raw.size() != hash.bytes.size())
    return fail(Code::invalid_input, "a SHA-256 has 64 hex digits");
  std::copy(raw.begin(), raw.end(), hash.bytes.begin());
  return hash;
}

}  // namespace rohnamo::base
