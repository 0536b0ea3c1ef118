#include "content/trust/bins.hpp"

#include <fmt/format.h>

#include "content/base/hash.hpp"

namespace rohnamo::trust {

int bin_bits(std::size_t targets) {
  constexpr int fewest_bits = 2;
  constexpr std::size_t few_targets = 8;  // a bin of so many is hardly longer than its signature
  int bits = fewest_bits;
  const auto pays = [&] {
    const std::uint64_t bins = std::uint64_t{1} << bits;
    return targets > few_targets * bins && bins * bins < 16 * targets;
  };
  while (bits < most_bin_bits && pays()) ++bits;
  return bits;
}

std::uint64_t bin_count(const SuccinctRoles& roles) {
  return std::uint64_t{1} << roles.bit_length;
}

std::string bin_name(const SuccinctRoles& roles, std::uint64_t index) {
  const std::size_t width = fmt::format("{:x}", bin_count(roles) - 1).size();
  return fmt::format("{}-{:0{}x}", roles.name_prefix, index, width);
}

std::uint64_t bin_index(const SuccinctRoles& roles, std::string_view target_path) {
  const base::Hash hash = base::sha256(target_path);
  std::uint64_t first = 0;  // the hash's first 32 bits, big-endian
  for (std::size_t i = 0; i < 4; ++i) first = first << 8 | hash.bytes[i];
  return first >> (32 - roles.bit_length);
}

std::string bin_of(const SuccinctRoles& roles, std::string_view target_path) {
  return bin_name(roles, bin_index(roles, target_path));
}

}  // namespace rohnamo::trust
