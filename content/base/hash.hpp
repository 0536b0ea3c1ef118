// SHA-256 (FIPS 180-4), by OpenSSL: the name of every blob.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "content/base/result.hpp"

namespace rohnamo::base {

struct Hash {
  std::array<std::uint8_t, 32> bytes{};

  auto operator<=>(const Hash&) const = default;
  [[nodiscard]] std::string hex() const;  // 64 lower-case digits
  static Result<Hash> from_hex(std::string_view hex);
};

std::string to_hex(std::string_view bytes);
Result<std::string> from_hex(std::string_view hex);

// Hashes a stream. finish() once, at the end.
class Sha256 {
 public:
  Sha256();
  ~Sha256();
  Sha256(Sha256&&) noexcept;
  Sha256& operator=(Sha256&&) noexcept;

  void update(std::string_view bytes);
  Hash finish();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

Hash sha256(std::string_view bytes);

}  // namespace rohnamo::base

template <>
struct std::hash<rohnamo::base::Hash> {
  std::size_t operator()(const rohnamo::base::Hash& hash) const noexcept {
    std::size_t value = 0;  // a SHA-256 is uniform: any eight bytes of it will do
    for (int i = 0; i < 8; ++i) value = value << 8 | hash.bytes[static_cast<std::size_t>(i)];
    return value;
  }
};
