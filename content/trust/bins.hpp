// Hash bins: many targets spread over roles of one kind by the SHA-256 of their paths (TAP 15).
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "content/trust/metadata.hpp"

namespace rohnamo::trust {

constexpr int most_bin_bits = 12;  // that anybody publishes: a snapshot stays far below its limit

// Bits for so many targets, from 2: what makes an update of some 25 files cheapest. It fetches 25
// bins, and the snapshot with about 50 bytes for each bin that there is: so the number of bins
// grows with the root of the number of targets.
int bin_bits(std::size_t targets);

std::uint64_t bin_count(const SuccinctRoles& roles);
// "<prefix>-<hex>", the hex as wide as the last bin's (TAP 15).
std::string bin_name(const SuccinctRoles& roles, std::uint64_t index);
// The bin for a target.
std::uint64_t bin_index(const SuccinctRoles& roles, std::string_view target_path);
std::string bin_of(const SuccinctRoles& roles, std::string_view target_path);

}  // namespace rohnamo::trust
