// Fields that several status files have.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "content/base/json.hpp"
#include "content/base/time.hpp"

namespace rohnamo::exchange {

base::Result<base::Time> read_time(const base::json::Reader& object, std::string_view field);
// Nothing where the field is missing.
base::Result<std::optional<base::Time>> read_optional_time(const base::json::Reader& object,
                                                           std::string_view field);
// 0 where the field is missing; a negative one is an error.
base::Result<std::uint64_t> read_count(const base::json::Reader& object, std::string_view field);

// Leaves the field out where there is no time.
void put(base::json::Object& object, std::string_view field, const std::optional<base::Time>& time);

}  // namespace rohnamo::exchange
