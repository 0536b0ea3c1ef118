#include "content/base/pin_hash.hpp"

#include <fmt/format.h>
#include <openssl/evp.h>
#include <openssl/opensslv.h>
#include <sys/random.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

#include "content/base/late_library.hpp"

namespace rohnamo::base {
namespace {

constexpr std::uint64_t most_memory = 64 << 20;  // bytes
constexpr std::size_t salt_size = 16, key_size = 32;
constexpr std::string_view prefix = "$scrypt$";

tl::unexpected<Error> malformed(std::string_view what) {
  return fail(Code::invalid_input,
              fmt::format("{}; write the line that rohnamo-kiosk --hash-pin prints", what));
}

constexpr std::string_view alphabet =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

// RFC 4648, 4, without padding.
std::string to_base64(std::string_view bytes) {
  std::string text;
  unsigned held = 0;
  int bits = 0;
  for (const char byte : bytes) {
    held = (held << 8U) | static_cast<unsigned char>(byte);
    for (bits += 8; bits >= 6; bits -= 6) text += alphabet[(held >> (bits - 6)) & 63U];
  }
  if (bits > 0) text += alphabet[(held << (6 - bits)) & 63U];
  return text;
}

std::optional<std::string> from_base64(std::string_view text) {
  if (text.size() % 4 == 1) return std::nullopt;
  std::string bytes;
  unsigned held = 0;
  int bits = 0;
  for (const char letter : text) {
    const auto value = alphabet.find(letter);
    if (value == std::string_view::npos) return std::nullopt;
    held = (held << 6U) | static_cast<unsigned>(value);
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    bytes += static_cast<char>((held >> bits) & 255U);
  }
  return bytes;
}

// From libcrypto, which is loaded for the first PIN: a screen starts without it. rohnamo-sync is
// linked with it, so it is there.
decltype(&EVP_PBE_scrypt) library_scrypt() {
  static const auto function = [] {
    const std::string name = fmt::format("libcrypto.so.{}", OPENSSL_VERSION_MAJOR);
    decltype(&EVP_PBE_scrypt) found = nullptr;
    if (const auto library = LateLibrary::load(name.c_str()))
      (void)library->find("EVP_PBE_scrypt", found);
    return found;
  }();
  return function;
}

bool same(std::string_view a, std::string_view b) {
  unsigned differs = a.size() == b.size() ? 0 : 1;
  for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i)
    differs |= static_cast<unsigned char>(a[i]) ^ static_cast<unsigned char>(b[i]);
  return differs == 0;
}

// "ln=14" with the name "ln" and a number in these limits; takes it off the front with its comma.
std::optional<int> take_parameter(std::string_view& text, std::string_view name, int least,
                                  int most) {
  const auto end = std::min(text.find(','), text.size());
  std::string_view one = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  if (!one.starts_with(name) || !one.substr(name.size()).starts_with('=')) return std::nullopt;
  one.remove_prefix(name.size() + 1);
  int value = 0;
  const auto [stop, error] = std::from_chars(one.data(), one.data() + one.size(), value);
  const bool whole = error == std::errc() && stop == one.data() + one.size();
  return whole && value >= least && value <= most ? std::optional(value) : std::nullopt;
}

// What stands before the next '$', taken off with it.
std::string_view take_field(std::string_view& text) {
  const auto end = std::min(text.find('$'), text.size());
  const std::string_view field = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  return field;
}

}  // namespace

bool is_pin(std::string_view text) {
  return text.size() >= shortest_pin && text.size() <= longest_pin &&
         std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

std::string scrypt(std::string_view password, std::string_view salt, std::uint64_t n,
                   std::uint64_t r, std::uint64_t p, std::size_t length) {
  const auto library = library_scrypt();
  std::string key(length, '\0');
  if (library == nullptr) return {};
  const int done =
      library(password.data(), password.size(), reinterpret_cast<const unsigned char*>(salt.data()),
              salt.size(), n, r, p, most_memory + (1 << 20),
              reinterpret_cast<unsigned char*>(key.data()), key.size());
  return done == 1 ? key : std::string();
}

Result<PinHash> PinHash::parse(std::string_view text) {
  if (is_pin(text)) return malformed("the PIN itself must not stand here");
  if (!text.starts_with(prefix)) return malformed("this is no hash that begins with $scrypt$");
  text.remove_prefix(prefix.size());
  PinHash hash;
  std::string_view parameters = take_field(text);
  const auto log_n = take_parameter(parameters, "ln", 10, 18);
  const auto r = take_parameter(parameters, "r", 1, 16);
  const auto p = take_parameter(parameters, "p", 1, 4);
  if (!log_n || !r || !p || !parameters.empty())
    return malformed("its parameters are not like ln=14,r=8,p=1");
  hash.log_n_ = *log_n;
  hash.r_ = static_cast<std::uint64_t>(*r);
  hash.p_ = static_cast<std::uint64_t>(*p);
  if ((std::uint64_t{128} << hash.log_n_) * hash.r_ > most_memory)
    return malformed("its parameters need more than 64 MB of memory");
  const auto salt = from_base64(take_field(text));
  const auto key = from_base64(take_field(text));
  if (!salt || salt->size() < 8 || salt->size() > 64)
    return malformed("its salt is not 8 to 64 bytes in base64");
  if (!key || key->size() < 16 || key->size() > 64 || !text.empty())
    return malformed("its key is not 16 to 64 bytes in base64");
  hash.salt_ = *salt;
  hash.key_ = *key;
  return hash;
}

Result<PinHash> PinHash::make(std::string_view pin) {
  if (!is_pin(pin))
    return fail(Code::invalid_input,
                fmt::format("a PIN is {} to {} digits", shortest_pin, longest_pin));
  PinHash hash;
  hash.salt_.resize(salt_size);
  if (getrandom(hash.salt_.data(), salt_size, 0) != static_cast<ssize_t>(salt_size))
    return fail(Code::io, "this machine gives no random bytes");
  hash.key_ = scrypt(pin, hash.salt_, std::uint64_t{1} << hash.log_n_, hash.r_, hash.p_, key_size);
  if (hash.key_.empty()) return fail(Code::io, "libcrypto is not there, or there is no memory");
  return hash;
}

std::string PinHash::text() const {
  return fmt::format("{}ln={},r={},p={}${}${}", prefix, log_n_, r_, p_, to_base64(salt_),
                     to_base64(key_));
}

bool PinHash::matches(std::string_view pin) const {
  const std::string key = scrypt(pin, salt_, std::uint64_t{1} << log_n_, r_, p_, key_.size());
  return same(key, key_);
}

}  // namespace rohnamo::base
