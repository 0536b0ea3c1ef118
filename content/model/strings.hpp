// The screen's own words in one language: key -> ICU message pattern. A blob of its own.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "content/base/result.hpp"

namespace rohnamo::model {

struct Strings {
  std::string language;
  std::map<std::string, std::string, std::less<>> patterns;

  // The pattern, or the key itself where there is none.
  [[nodiscard]] std::string_view operator[](std::string_view key) const;
};

constexpr std::int64_t strings_format = 1;
constexpr std::size_t strings_limit = 256 << 10;  // bytes
base::Result<Strings> parse_strings(std::string_view bytes);
std::string serialize(const Strings& strings);

}  // namespace rohnamo::model
