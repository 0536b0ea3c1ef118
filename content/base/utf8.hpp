// The characters of a UTF-8 text, which are its code points. Pure; any thread.
#pragma once

#include <algorithm>
#include <cstddef>
#include <string_view>

namespace rohnamo::base::utf8 {

// Whether a character begins with this byte: all but the 10xxxxxx of RFC 3629.
constexpr bool begins(char byte) {
  return (static_cast<unsigned char>(byte) & 0xc0U) != 0x80U;
}

constexpr std::size_t characters(std::string_view text) {
  return static_cast<std::size_t>(std::ranges::count_if(text, begins));
}

// The last place up to `at` where a character begins or the text ends: no character is cut in two.
constexpr std::size_t floor(std::string_view text, std::size_t at) {
  at = std::min(at, text.size());
  while (at > 0 && at < text.size() && !begins(text[at])) --at;
  return at;
}

// The first such place from `at` on.
constexpr std::size_t ceil(std::string_view text, std::size_t at) {
  at = std::min(at, text.size());
  while (at < text.size() && !begins(text[at])) ++at;
  return at;
}

}  // namespace rohnamo::base::utf8
