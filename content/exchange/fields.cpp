#include "content/exchange/fields.hpp"

#include <fmt/format.h>

namespace rohnamo::exchange {

using base::json::Reader;

base::Result<base::Time> read_time(const Reader& object, std::string_view field) {
  return base::from_rfc3339(TRY(object.string(field)));
}

base::Result<std::optional<base::Time>> read_optional_time(const Reader& object,
                                                           std::string_view field) {
  if (!object.has(field)) return std::nullopt;
  return TRY(read_time(object, field));
}

base::Result<std::uint64_t> read_count(const Reader& object, std::string_view field) {
  const std::int64_t count = TRY(object.integer(field, 0));
  if (count >= 0) return static_cast<std::uint64_t>(count);
  return base::fail(base::Code::invalid_input,
                    fmt::format("{}.{} is negative", object.where(), field));
}

void put(base::json::Object& object, std::string_view field,
         const std::optional<base::Time>& time) {
  if (time) object[field] = base::to_rfc3339(*time);
}

}  // namespace rohnamo::exchange
