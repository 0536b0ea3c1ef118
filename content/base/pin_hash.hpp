// A PIN as it is kept in a configuration file: salted and stretched by scrypt (RFC 7914), written
// as "$scrypt$ln=14,r=8,p=1$<salt>$<key>", in base64 without padding; passlib and others write the
// same. Checking one takes 16 MB and some 50 ms on purpose. Any thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "content/base/result.hpp"

namespace rohnamo::base {

constexpr std::size_t shortest_pin = 4, longest_pin = 12;  // digits

// Whether it is 4 to 12 digits of ASCII.
bool is_pin(std::string_view text);

class PinHash {
 public:
  // ln 10 to 18, r 1 to 16, p 1 to 4 and 64 MB at most; a salt of 8 to 64 and a key of 16 to 64
  // bytes. Code::invalid_input: what is wrong and what to do.
  static Result<PinHash> parse(std::string_view text);
  // With a salt of its own and the parameters of today. Code::invalid_input: it is no PIN;
  // Code::io: the machine gives no random bytes.
  static Result<PinHash> make(std::string_view pin);

  [[nodiscard]] std::string text() const;
  // In a time that does not depend on where the two differ.
  [[nodiscard]] bool matches(std::string_view pin) const;

 private:
  int log_n_ = 14;
  std::uint64_t r_ = 8, p_ = 1;
  std::string salt_, key_;
};

// scrypt itself: `length` bytes, or empty where it needs more than 64 MB or libcrypto
// is not there. N: a power of two.
std::string scrypt(std::string_view password, std::string_view salt, std::uint64_t n,
                   std::uint64_t r, std::uint64_t p, std::size_t length);

}  // namespace rohnamo::base
